import type {
  BytesCallName,
  CallName,
  CallOutput,
  ParsedInput,
  StreamItem,
  StreamName,
  StreamParams,
  StreamSnapshot,
} from '../../shared/contract/inference.ts'
import type { BodyWriter } from './outgoing-body.ts'

export interface CallContext {
  /** Aborted when the window cancels the call or goes away: reaches down to the socket. */
  readonly signal: AbortSignal
  /** The same for all calls of one window. */
  readonly window: object
  /** For calls with a body: takes the bytes of it that need not wait for the output. */
  readonly body: BodyWriter
}

/** A body that is there, in one piece or in several; empty where it was written while it came in. */
export type WholeBody = Uint8Array | readonly Uint8Array[]

export type CallHandler<N extends CallName> = (input: ParsedInput<N>, context: CallContext) => HandlerResult<N>

/** A call without an output is `null` in the contract; its handler returns nothing. */
type HandlerResult<N extends CallName> = N extends BytesCallName
  ? Promise<{ readonly output: CallOutput<N>; readonly body: WholeBody }>
  : [CallOutput<N>] extends [null]
    ? Promise<null> | Promise<void>
    : Promise<CallOutput<N>>

/** What feeds a stream. `snapshot` may be asked at any time, and covers every item pushed before it. */
export interface StreamSource<S, T> {
  snapshot(): S
  /** Returns an idempotent unsubscribe. */
  subscribe(push: (items: readonly T[]) => void): () => void
}

export type StreamHandler<N extends StreamName> = (
  params: StreamParams<N>,
) => StreamSource<StreamSnapshot<N>, StreamItem<N>>

/** The application, as the rpc sees it: one handler for each name of the contract. */
export type Services = { readonly [N in CallName]: CallHandler<N> } & {
  readonly [N in StreamName]: StreamHandler<N>
}

/** The handlers of one or several areas: those whose names begin with it, as in `orders.place`. */
export type HandlersOf<Area extends string> = Pick<Services, Extract<keyof Services, `${Area}.${string}`>>
