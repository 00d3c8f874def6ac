import { create } from 'zustand'
import type { FrameQuery } from '../../../shared/contract/schemas.ts'
import type { FrameRow, FrameView, LiveValues, StreamView } from '../../../shared/contract/stream-views.ts'
import type { PagedList } from '../../platform/paged-list.ts'

interface StreamData {
  /** State of the stream; undefined until received. */
  readonly view: StreamView | undefined
  /** Live values by subscription. */
  readonly values: ReadonlyMap<string, LiveValues>
  readonly query: FrameQuery
  readonly list: PagedList<FrameRow> | undefined
  /** Number of the newest listed frame while the list does not follow the stream. */
  readonly frozenAt: number | undefined
  /** Whether the user paused the list. Scrolling down does not pause it. */
  readonly paused: boolean
  /** Number of the active frame. */
  readonly active: number | undefined
  /** Frame in the side pane. `gone`: the host has dropped the frame. */
  readonly shown: FrameView | 'gone' | undefined
}

export const useStreamStore = create<StreamData>()(() => ({
  view: undefined,
  values: new Map(),
  query: {},
  list: undefined,
  frozenAt: undefined,
  paused: false,
  active: undefined,
  shown: undefined,
}))

/** Replaces the values of each subscription in a batch. Removes the values of ended subscriptions. */
export function mergeValues(
  values: ReadonlyMap<string, LiveValues>,
  batch: readonly LiveValues[],
): ReadonlyMap<string, LiveValues> {
  if (batch.length === 0) return values
  const merged = new Map(values)
  for (const each of batch) {
    if (each.kind === 'gone') merged.delete(each.id)
    else merged.set(each.id, each)
  }
  return merged
}
