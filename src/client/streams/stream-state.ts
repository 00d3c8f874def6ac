/** A period in which no frame was received. Times are in ms since epoch. */
export interface StreamGap {
  /** Time of the last frame before the gap. */
  readonly from: number
  /** Time when the stream was subscribed again; absent while it is disconnected. */
  readonly to?: number
}

/** The properties that each value of a typed stream has besides its content. */
export interface StreamState {
  /** Time of the newest frame in ms since epoch; 0 before the first frame. */
  readonly at: number
  /**
   * Set while the value may be outdated: from the loss of the connection until the server has sent the whole state
   * again.
   */
  readonly gap: StreamGap | undefined
}

/** A field with its key in frames and its name in values. V8 finds numeric keys faster as numbers. */
export type FieldKeyAndName = readonly [key: string | number, name: string]

/**
 * Returns the next value; undefined if the frame changes nothing. Accepts anything that the server sends. `fields`: the
 * fields that the subscribers requested, for topics with fields.
 */
type Merge<State extends StreamState> = (
  state: State,
  frame: unknown,
  at: number,
  fields: readonly FieldKeyAndName[],
) => State | undefined

/** Describes how the frames of a topic become a value. Pure. */
export interface StreamKind<State extends StreamState> {
  /** Topic of the frames, including its target. */
  readonly topic: string
  /** The value before the first frame. */
  readonly empty: () => State
  readonly merge: Merge<State>
  /**
   * Returns the part of the value that is preserved when the server sends the whole state again after a gap. Default:
   * nothing.
   */
  readonly keep?: (state: State) => State
  /** Returns the value that reports a gap. Default: the newest value. */
  readonly atGap?: (state: State) => State
  /** Returns the first value for a late subscriber. Default: the newest value. */
  readonly forLateSubscriber?: (state: State) => State
}
