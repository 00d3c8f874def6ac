import { loadDetails, loadedDetails } from '../../../shared/catalogue/details/load-details.ts'
import type { Operation } from '../../../shared/catalogue/operation.ts'
import type { OperationDetails } from '../../../shared/catalogue/operation-details.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useCatalogueStore } from '../../stores/catalogue-store.ts'

const isAddedTo = ({ area, id }: Operation): boolean =>
  area === 'added' || useCatalogueStore.getState().additions.extended.some((each) => each.id === id)

/** Body and answer of any operation, with what was added from a document: that is asked of the host. */
export async function loadOperationDetails(operation: Operation): Promise<OperationDetails> {
  const details = isAddedTo(operation) ? await hostLink().call('catalogue.details', { id: operation.id }) : null
  return details ?? loadDetails(operation)
}

/** The same where nothing has to be fetched for it. */
export const loadedOperationDetails = (operation: Operation): OperationDetails | undefined =>
  isAddedTo(operation) ? undefined : loadedDetails(operation)
