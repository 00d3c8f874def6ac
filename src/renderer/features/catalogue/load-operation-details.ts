import { loadDetails } from '../../../shared/catalogue/details/load-details.ts'
import type { Operation } from '../../../shared/catalogue/operation.ts'
import type { OperationDetails } from '../../../shared/catalogue/operation-details.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useCatalogueStore } from '../../stores/catalogue-store.ts'

/** Body and answer of an operation, with what was added from a document: that is asked of the host. */
export async function loadOperationDetails(operation: Operation): Promise<OperationDetails> {
  const { extended } = useCatalogueStore.getState().additions
  const added = operation.area === 'added' || extended.some(({ id }) => id === operation.id)
  const details = added ? await hostLink().call('catalogue.details', { id: operation.id }) : null
  return details ?? loadDetails(operation)
}
