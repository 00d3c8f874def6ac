import type { BlotterLook, NamedLook } from '../domain/blotter-look.ts'

/** What one profile remembers of how its orders are looked at. */
export interface KeptLooks {
  /** The look of the last time; absent before it was ever changed. */
  readonly last?: BlotterLook | undefined
  /** Saved views, in the order in which they were saved. */
  readonly named: readonly NamedLook[]
}

/** By profile id. */
export type LooksView = Readonly<Record<string, KeptLooks>>
