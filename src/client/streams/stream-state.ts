/** A time in which nothing was received. ms since epoch. */
export interface StreamGap {
  /** The last frame before it. */
  readonly from: number
  /** When the stream was subscribed again; absent while it is down. */
  readonly to?: number
}

/** What each value of a typed stream has beside its content. */
export interface StreamState {
  /** ms since epoch at which the newest frame was received; 0 before the first. */
  readonly at: number
  /** Set while the value may be out of date: from the drop until the server has sent the whole state again. */
  readonly gap: StreamGap | undefined
}

/** A field by its key in frames and its name in values. V8 finds keys that are digits faster as numbers. */
export type NamedField = readonly [key: string | number, name: string]

/**
 * Returns the next value, or undefined if the frame changes nothing. Accepts whatever the server sends. `fields`: what the
 * subscribers of the stream requested, where a topic has fields.
 */
export type Merge<State extends StreamState> = (
  state: State,
  frame: unknown,
  at: number,
  fields: readonly NamedField[],
) => State | undefined

/** How the frames of a topic become a value. Pure. */
export interface StreamKind<State extends StreamState> {
  /** Topic of the frames, with its target. */
  readonly topic: string
  /** The value before the first frame. */
  readonly empty: () => State
  readonly merge: Merge<State>
  /** What stays of the value when the server sends the whole state again after a gap. Default: nothing. */
  readonly keep?: (state: State) => State
  /** The value that reports a gap. Default: the newest value. */
  readonly atGap?: (state: State) => State
  /** The first value for a late subscriber. Default: the newest value. */
  readonly forLateSubscriber?: (state: State) => State
}
