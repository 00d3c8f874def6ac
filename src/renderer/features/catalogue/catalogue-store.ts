import { create } from 'zustand'
import type { Operation } from '../../../shared/catalogue/operation.ts'
import { operations as builtIn } from '../../../shared/catalogue/operations.ts'
import type { AdditionsView } from '../../../shared/contract/catalogue-views.ts'

export interface CatalogueData {
  readonly additions: AdditionsView
  /** What is built in, with the parameters that were added, and after it what was added. */
  readonly operations: readonly Operation[]
  /** What the operations say of their fields, in lower case by id; empty until a search asked for it. */
  readonly texts: ReadonlyMap<string, string>
}

const NOTHING: AdditionsView = { operations: [], extended: [] }

export const useCatalogueStore = create<CatalogueData>()(() => ({
  additions: NOTHING,
  operations: builtIn,
  texts: new Map(),
}))

export const catalogueOperations = (): readonly Operation[] => useCatalogueStore.getState().operations

export function takeAdditions(additions: AdditionsView): void {
  useCatalogueStore.setState({ additions, operations: withAdditions(additions) })
}

/** Operations that nothing was added to stay the same objects, so that a list of them moves nothing. */
export function withAdditions({ operations, extended }: AdditionsView): readonly Operation[] {
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

let asked = false

/** Fetches what a search beyond path and title looks into: once, when somebody begins to search. */
export async function needSearchTexts(): Promise<void> {
  if (asked) return
  asked = true
  try {
    const { readSearchTexts } = await import('./search-texts.ts')
    useCatalogueStore.setState({ texts: await readSearchTexts() })
  } catch {
    // Tried again with the next search.
    asked = false
  }
}
