/** A period in which no frame was received, in ms since epoch. */
export interface StreamGap {
  /** When the last frame before the gap was received. */
  readonly from: number
  /** When the stream was subscribed again; absent while it is disconnected. */
  readonly to?: number
}

/** The properties that each value of a typed stream has besides its content. */
export interface StreamState {
  /** When the newest frame was received, in ms since epoch; 0 before the first. */
  readonly at: number
  /** Set while the value may be outdated: from the lost connection until the server has sent the whole state again. */
  readonly gap: StreamGap | undefined
}

/** A field by its key in frames and its name in values. V8 finds numeric keys faster as numbers. */
export type NamedField = readonly [key: string | number, name: string]

/**
 * Returns the next value, or undefined if the frame changes nothing. Accepts whatever the server sends. `fields`: the
 * fields that the subscribers requested, for topics with fields.
 */
type Merge<State extends StreamState> = (
  state: State,
  frame: unknown,
  at: number,
  fields: readonly NamedField[],
) => State | undefined

/** How the frames of a topic are converted to a value. Pure. */
export interface StreamKind<State extends StreamState> {
  /** Topic of the frames, with its target. */
  readonly topic: string
  /** The value before the first frame. */
  readonly empty: () => State
  readonly merge: Merge<State>
  /**
   * The part of the value that is preserved when the server sends the whole state again after a gap. Default: nothing.
   */
  readonly keep?: (state: State) => State
  /** The value that reports a gap. Default: the newest value. */
  readonly atGap?: (state: State) => State
  /** The first value for a late subscriber. Default: the newest value. */
  readonly forLateSubscriber?: (state: State) => State
}
