import { create } from 'zustand'
import type { FrameQuery } from '../../../shared/contract/schemas.ts'
import type { FrameRow, FrameView, LiveValues, StreamView } from '../../../shared/contract/stream-views.ts'

/** The part of the list that is in sight and around it; the host holds the rest. */
export interface StreamList {
  /** Place of the first of `rows` among all that match, newest first. */
  readonly offset: number
  readonly rows: readonly FrameRow[]
  readonly total: number
  /** The newest line when it was read. */
  readonly newest: number
}

interface StreamData {
  /** Undefined until the host has told. */
  readonly view: StreamView | undefined
  /** Market data and depth, by subscription. */
  readonly values: ReadonlyMap<string, LiveValues>
  readonly query: FrameQuery
  readonly list: StreamList | undefined
  /** Nothing newer is shown: the line at which the list stands still. Undefined while it follows. */
  readonly frozenAt: number | undefined
  /** Standing still because a person said so, not because they scrolled. */
  readonly paused: boolean
  /** The line that the cursor is on. */
  readonly active: number | undefined
  /** The line beside the list, whole; `gone` once it gave way to newer ones. */
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

/** The row at a place, or undefined while it is not there. */
export const frameAt = ({ offset, rows }: StreamList, index: number): FrameRow | undefined => rows[index - offset]

/** Replaces what changed; what has ended goes. */
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
