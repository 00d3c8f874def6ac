import type { BlotterLayout, NamedLayout } from '../domain/blotter-layout.ts'

/** The layouts of one profile's blotter. */
export interface ProfileLayouts {
  /** The layout in use; absent before it was ever changed. */
  readonly current?: BlotterLayout | undefined
  /** Saved views, in the order in which they were saved. */
  readonly named: readonly NamedLayout[]
}

/** By profile id. */
export type LayoutsView = Readonly<Record<string, ProfileLayouts>>
