import type { BlotterLayout, NamedLayout } from '../domain/blotter-layout.ts'

/** The blotter layouts of one profile. */
export interface ProfileLayouts {
  /** The current layout; absent until the user first changes it. */
  readonly current?: BlotterLayout | undefined
  /** Saved views, in the order in which they were saved. */
  readonly named: readonly NamedLayout[]
}

/** Layouts by profile id. */
export type LayoutsView = Readonly<Record<string, ProfileLayouts>>
