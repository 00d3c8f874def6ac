import { useEffect, useState } from 'react'
import { loadDetails, loadedDetails } from '../../../shared/catalogue/details/load-details.ts'
import type { Operation } from '../../../shared/catalogue/operation.ts'
import type { OperationDetails } from '../../../shared/catalogue/operation-details.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useCatalogueStore } from './catalogue-store.ts'

const isExtended = ({ area, id }: Operation): boolean =>
  area === 'added' || useCatalogueStore.getState().additions.extended.some((each) => each.id === id)

/** By operation object: an operation that a document extends is another object. */
const loaded = new WeakMap<Operation, OperationDetails>()

function loadedDetailsOf(operation: Operation): OperationDetails | undefined {
  const details = loaded.get(operation) ?? (isExtended(operation) ? undefined : loadedDetails(operation))
  if (details) loaded.set(operation, details)
  return details
}

/** Body and response of an operation; undefined if they cannot be loaded. The host has those that a document extends. */
export async function detailsOf(operation: Operation): Promise<OperationDetails | undefined> {
  const known = loadedDetailsOf(operation)
  if (known) return known
  try {
    const extended = isExtended(operation) ? await hostLink().call('catalogue.details', { id: operation.id }) : null
    const details = extended ?? (await loadDetails(operation))
    loaded.set(operation, details)
    return details
  } catch {
    return undefined
  }
}

/** The details of an operation: at once if they are loaded, else undefined first. */
export function useOperationDetails(operation: Operation | undefined): OperationDetails | undefined {
  const [, setLoaded] = useState<Operation>()
  const details = operation && loadedDetailsOf(operation)
  useEffect(() => {
    if (operation && !details) void detailsOf(operation).then(() => setLoaded(operation))
  }, [operation, details])
  return details
}
