import { create } from 'zustand'
import { createUnknownDetails, loadAllDetails } from '../../../shared/catalogue/details/load-details.ts'
import type { Operation } from '../../../shared/catalogue/operation.ts'
import { createSearchText } from '../../../shared/catalogue/operation-search-text.ts'
import { operations as builtIn } from '../../../shared/catalogue/operations.ts'
import type { CatalogueAdditionsView } from '../../../shared/contract/catalogue-views.ts'

export interface CatalogueData {
  readonly additions: CatalogueAdditionsView
  /** Built-in operations followed by added operations. */
  readonly operations: readonly Operation[]
  /** Search text of each operation, by id. Empty until the first search. */
  readonly texts: ReadonlyMap<string, string>
}

const NOTHING: CatalogueAdditionsView = { operations: [], extended: [] }

export const useCatalogueStore = create<CatalogueData>()(() => ({
  additions: NOTHING,
  operations: builtIn,
  texts: new Map(),
}))

export const catalogueOperations = (): readonly Operation[] => useCatalogueStore.getState().operations

export function takeAdditions(additions: CatalogueAdditionsView): void {
  useCatalogueStore.setState({ additions, operations: withAdditions(additions) })
}

/** Returns the built-in and the added operations. Unchanged operations remain the same objects. */
export function withAdditions({ operations, extended }: CatalogueAdditionsView): readonly Operation[] {
  if (operations.length === 0 && extended.length === 0) return builtIn
  const queries = new Map(extended.map(({ id, query }) => [id, query]))
  return [
    ...builtIn.map((operation) => {
      const more = queries.get(operation.id) ?? []
      return more.length === 0 ? operation : { ...operation, query: [...(operation.query ?? []), ...more] }
    }),
    ...operations,
  ]
}

let isLoading = false

/** Loads the search texts once, when the user starts to search. */
export async function needSearchTexts(): Promise<void> {
  if (isLoading) return
  isLoading = true
  try {
    useCatalogueStore.setState({ texts: await readSearchTexts() })
  } catch {
    // Allows another attempt at the next search.
    isLoading = false
  }
}

/** Loads the search texts of the built-in operations. */
export async function readSearchTexts(): Promise<ReadonlyMap<string, string>> {
  const details = await loadAllDetails()
  return new Map(
    builtIn.map((operation) => [
      operation.id,
      createSearchText(operation, details.get(operation.id) ?? createUnknownDetails(operation)),
    ]),
  )
}
