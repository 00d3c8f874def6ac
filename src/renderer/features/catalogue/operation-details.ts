import { useEffect, useState } from 'react'
import { loadDetails, loadedDetails } from '../../../shared/catalogue/details/load-details.ts'
import type { Operation } from '../../../shared/catalogue/operation.ts'
import type { OperationDetails } from '../../../shared/catalogue/operation-details.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useCatalogueStore } from './catalogue-store.ts'

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

/** By the operation itself: one that a document changed is another. */
const loaded = new WeakMap<Operation, OperationDetails>()

/** The details of an operation; those that cannot be had are as if nobody had written them down. */
export async function detailsOf(operation: Operation): Promise<OperationDetails | undefined> {
  const known = loaded.get(operation)
  if (known) return known
  try {
    const details = await loadOperationDetails(operation)
    loaded.set(operation, details)
    return details
  } catch {
    return undefined
  }
}

function known(operation: Operation | undefined): OperationDetails | undefined {
  if (!operation) return undefined
  const details = loaded.get(operation) ?? loadedOperationDetails(operation)
  if (details) loaded.set(operation, details)
  return details
}

/** The same for a component: at once where they were loaded before. */
export function useOperationDetails(operation: Operation | undefined): OperationDetails | undefined {
  const [, setLoaded] = useState<Operation>()
  const details = known(operation)
  useEffect(() => {
    if (operation && !details) void detailsOf(operation).then(() => setLoaded(operation))
  }, [operation, details])
  return details
}
