import { useEffect, useState } from 'react'
import { findLoadedDetails, loadDetails } from '../../../shared/catalogue/details/load-details.ts'
import type { Operation } from '../../../shared/catalogue/operation.ts'
import type { OperationDetails } from '../../../shared/catalogue/operation-details.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useCatalogueStore } from './catalogue-store.ts'

const isExtended = ({ area, id }: Operation): boolean =>
  area === 'added' || useCatalogueStore.getState().additions.extended.some((each) => each.id === id)

/** Loaded details. The key is the operation object, which changes if a document extends the operation. */
const loaded = new WeakMap<Operation, OperationDetails>()

function loadedDetailsOf(operation: Operation): OperationDetails | undefined {
  const details = loaded.get(operation) ?? (isExtended(operation) ? undefined : findLoadedDetails(operation))
  if (details) loaded.set(operation, details)
  return details
}

/** Loads the body and response schema of an operation. Resolves to undefined on failure. */
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

/** Returns the details of an operation; undefined until loaded. */
export function useOperationDetails(operation: Operation | undefined): OperationDetails | undefined {
  const [, setLoaded] = useState<Operation>()
  const details = operation && loadedDetailsOf(operation)
  useEffect(() => {
    if (operation && !details) void detailsOf(operation).then(() => setLoaded(operation))
  }, [operation, details])
  return details
}
