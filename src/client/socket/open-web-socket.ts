import type { Socket } from 'node:net'
import { type ClientOptions, WebSocket } from 'ws'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { openConnection, placeOf, type ServerRoute } from '../server-connection.ts'
import { isPinning, tlsOptions } from '../tls-policy.ts'

/** IBKR's sample writes the session as JSON, other clients plainly; servers take both. */
export type CookieSpelling = 'plain' | 'json'

/** Bytes that may wait because the server does not read. A subscription has some hundred. */
export const MAX_UNSENT_BYTES = 2 ** 20

/** Where a socket goes, and as whom. */
export interface SocketTarget {
  readonly url: string
  /** `session` of the latest tickle; without it IBKR opens the socket and waits for one. */
  readonly session: string | undefined
  readonly sessionCookie: CookieSpelling
  readonly userAgent: string
  readonly route: ServerRoute
  readonly maxFrameBytes: number
  /** Ms for connecting and upgrading. */
  readonly handshakeTimeout: number
  readonly clock: Clock
}

/** Opens a WebSocket under the client's TLS rule, with the session's cookie. */
export function openWebSocket(target: SocketTarget): WebSocket {
  const options: ClientOptions = {
    headers: {
      'User-Agent': target.userAgent,
      ...(target.session === undefined ? {} : { Cookie: sessionCookie(target.session, target.sessionCookie) }),
    },
    maxPayload: target.maxFrameBytes,
    handshakeTimeout: target.handshakeTimeout,
    // A text that is no UTF-8 is one odd frame; the check of `ws` would end the connection.
    skipUTF8Validation: true,
    ...(target.url.startsWith('wss:') ? tlsOptions(target.route.policy) : {}),
  }
  const { policy, proxy } = target.route
  if (!isPinning(policy) && proxy === undefined) return new WebSocket(target.url, options)
  const opening = new AbortController()
  // Given to the request only once the way is open and the certificate known to be the right one: nothing leaves before.
  options.createConnection = ((_options: object, give: GiveConnection) => {
    connect(target, opening.signal).then(
      (socket) => give(null, socket),
      (error: unknown) => give(error instanceof Error ? error : new Error(String(error))),
    )
    return undefined
  }) as unknown as NonNullable<ClientOptions['createConnection']>
  const socket = new WebSocket(target.url, options)
  socket.once('close', () => opening.abort(new IbkrError('aborted', 'The socket was closed.')))
  return socket
}

function sessionCookie(session: string, spelling: CookieSpelling): string {
  return `api=${spelling === 'json' ? JSON.stringify({ session }) : session}`
}

type GiveConnection = (error: Error | null, socket?: Socket) => void

function connect(target: SocketTarget, signal: AbortSignal): Promise<Socket> {
  const url = new URL(target.url)
  return openConnection({
    ...target.route,
    ...placeOf(url),
    timeout: target.handshakeTimeout,
    signal,
    clock: target.clock,
  })
}
