import type { HttpMethod } from './requests.ts'

/** What may be done about an answer, where one thing is known that helps. Nothing of it happens by itself. */
export type NextStep =
  /** The session is opened anew. */
  | { readonly kind: 'reconnect' }
  /** A call that has to come before; then the request again, if it only reads. */
  | { readonly kind: 'send-before'; readonly method: HttpMethod; readonly path: string }
  | { readonly kind: 'send-again' }
  /** Whether something happened is seen there. */
  | { readonly kind: 'see-orders' }
  /** Another operation tells what is right. `path` without `/v1/api`. */
  | { readonly kind: 'open'; readonly method: HttpMethod; readonly path: string }
  /** The request has to be changed. */
  | { readonly kind: 'edit'; readonly part: 'params' | 'body' }
