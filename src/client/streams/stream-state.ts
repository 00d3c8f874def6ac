import type { FlatRow } from '../socket/flat-row.ts'

/** A time in which nothing was heard. ms since epoch. */
export interface StreamGap {
  /** The last frame before it. */
  readonly from: number
  /** When the stream was subscribed again; absent while it is down. */
  readonly to?: number
}

/** What every value of a typed stream says beside its content. */
export interface StreamState {
  /** ms since epoch at which the newest frame came in; 0 before the first. */
  readonly at: number
  /** There while the value may be out of date: from the drop until the server has told the state anew. */
  readonly gap: StreamGap | undefined
}

/** The next value; undefined when the frame changes nothing. Takes whatever the wire brings. */
export type Merge<State extends StreamState> = (state: State, frame: unknown, at: number) => State | undefined

/** The same of a frame that was read as a row. */
export type MergeRow<State extends StreamState> = (state: State, row: FlatRow, at: number) => State | undefined

/** How the frames of a topic become a value. Pure. */
export interface StreamKind<State extends StreamState> {
  /** Topic of the frames, with its target. */
  readonly topic: string
  readonly unsubscribe: string
  /** What is known before the first frame. */
  readonly empty: () => State
  /** Fields that this subscriber asked for, where a topic has fields. */
  readonly fields?: readonly string[]
  readonly merge: Merge<State>
  /** The same for the fields that all subscribers of the stream asked for, where a topic has fields. */
  readonly mergeOf?: (fields: readonly string[]) => Merge<State>
  /** Where the frames can be read as rows. */
  readonly mergeRowOf?: (fields: readonly string[]) => MergeRow<State>
  /** What of the known is merged into when the server tells its state anew after a gap. Default: nothing. */
  readonly keep?: (state: State) => State
  /** What is told again, marked with the gap, when one opens. Default: the newest value. */
  readonly retell?: (state: State) => State
  /** What somebody is given first who comes later. Default: the newest value. */
  readonly recall?: (state: State) => State
}
