import type {
  BytesCallName,
  CallName,
  CallOutput,
  ParsedInput,
  StreamItem,
  StreamName,
  StreamParams,
  StreamSnapshot,
} from '../shared/contract/inferred-types.ts'

/** Writes the body of a call's result to the window while the body arrives. */
export interface BodyWriter {
  /** Total size of the body in bytes, if known. Must be set before the first write. */
  length: number | undefined
  /**
   * Sends bytes, which must not change afterwards. Resolves when the window accepts more bytes. After a cancel, the
   * bytes are dropped.
   */
  write(bytes: Uint8Array): Promise<void>
}

export interface CallContext {
  /**
   * Aborted when the window cancels the call or closes, and for a call that concerns the profile of the window, when the
   * window leaves the profile. The abort also ends the request of the call.
   */
  readonly signal: AbortSignal
  /** Object that identifies the window. All calls of one window have the same object. */
  readonly window: object
  /** Writes the body of a call before its output is known. */
  readonly body: BodyWriter
}

/** A complete body in one or several pieces. Empty if the body was already written while it arrived. */
export type WholeBody = Uint8Array | readonly Uint8Array[]

type CallHandler<N extends CallName> = (input: ParsedInput<N>, context: CallContext) => HandlerResult<N>

/** The result of a handler. A handler without output returns nothing, which the contract represents as `null`. */
type HandlerResult<N extends CallName> = N extends BytesCallName
  ? Promise<{ readonly output: CallOutput<N>; readonly body: WholeBody }>
  : [CallOutput<N>] extends [null]
    ? Promise<null> | Promise<void>
    : Promise<CallOutput<N>>

/** The source of a stream. `snapshot` may be called at any time, and includes every item pushed before. */
export interface StreamSource<S, T> {
  snapshot(): S
  /** Calls `push` with new items. Returns an idempotent unsubscribe function. */
  subscribe(push: (items: readonly T[]) => void): () => void
}

type StreamHandler<N extends StreamName> = (params: StreamParams<N>) => StreamSource<StreamSnapshot<N>, StreamItem<N>>

/** One handler for each call and stream of the contract. */
export type Services = { readonly [N in CallName]: CallHandler<N> } & {
  readonly [N in StreamName]: StreamHandler<N>
}

/** The handlers of one or several areas. The area is the first part of a handler's name, as in `orders.place`. */
export type HandlersOf<Area extends string> = Pick<Services, Extract<keyof Services, `${Area}.${string}`>>
