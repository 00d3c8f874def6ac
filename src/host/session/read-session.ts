import type { Route, RouteInput, RouteResponse, SessionSupervisor } from '../../client/index.ts'
import { classifySocketText } from '../../shared/catalogue/classify-socket-text.ts'

/** GET requests that do more than read. */
type ChangingGet =
  | 'GET /iserver/marketdata/unsubscribeall'
  | 'GET /iserver/marketdata/{conid}/unsubscribe'
  | 'GET /gw/api/v1/accounts/{accountId}/kyc'
  | 'GET /md/regsnapshot'

/** The catalogued routes that the host reads itself. The POST requests only preview an order and read returns. */
type ReadRoute =
  | Exclude<Extract<Route, `GET ${string}`>, ChangingGet>
  | 'POST /iserver/account/{accountId}/orders/whatif'
  | 'POST /pa/performance'

/**
 * A session that can only read and subscribe. Every part of the host but `trading` and `session` gets this type, so that
 * the compiler rejects any way to send that does not pass the gate.
 */
export interface ReadSession
  extends Omit<
    SessionSupervisor,
    'request' | 'stream' | 'streams' | 'placeOrders' | 'modifyOrder' | 'sendFrame' | 'subscribe'
  > {
  readonly streams: Omit<SessionSupervisor['streams'], 'exercise'>
  request<R extends ReadRoute>(route: R, input: RouteInput<R>, by: ReadOptions): Promise<RouteResponse<R>>
}

/** Who reads: see `RequestCaller` of the library, whose question gate decides when the read is sent. */
export interface ReadOptions {
  readonly caller: { readonly kind: 'person' | 'background' }
}

/** A person waits for the response. During a question to the person, the read is refused with `question-open`. */
export const BY_PERSON: ReadOptions = { caller: { kind: 'person' } }
/** Nobody waits for the response. The read waits until no order question is open. */
export const IN_BACKGROUND: ReadOptions = { caller: { kind: 'background' } }

/**
 * Subscribes to a topic until the returned function is called. The session restores the subscription after each
 * reconnect, so that only texts without an effect may be subscribed to.
 * @throws TypeError for any other text
 */
export function subscribeToText(session: ReadSession, text: string, unsubscribeText: string): () => void {
  if (classifySocketText(text).effect !== 'read') throw new TypeError('Only the gate sends texts with an effect.')
  return (session as SessionSupervisor).subscribe(text, unsubscribeText)
}
