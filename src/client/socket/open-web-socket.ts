import * as net from 'node:net'
import * as tls from 'node:tls'
import { type ClientOptions, WebSocket } from 'ws'
import { isPinning, pinError, type TlsPolicy, tlsOptions } from '../tls-policy.ts'

/** Where a socket goes, and as whom. */
export interface SocketTarget {
  readonly url: string
  /** `session` of the latest tickle; without it IBKR opens the socket and waits for one. */
  readonly session: string | undefined
  readonly userAgent: string
  readonly policy: TlsPolicy
  readonly maxFrameBytes: number
  /** Ms for connecting and upgrading. */
  readonly handshakeTimeout: number
}

/** Opens a WebSocket under the client's TLS rule, with the session's cookie. */
export function openWebSocket(target: SocketTarget): WebSocket {
  const options: ClientOptions = {
    headers: {
      'User-Agent': target.userAgent,
      ...(target.session === undefined ? {} : { Cookie: `api=${target.session}` }),
    },
    maxPayload: target.maxFrameBytes,
    handshakeTimeout: target.handshakeTimeout,
    ...(target.url.startsWith('wss:') ? tlsOptions(target.policy) : {}),
  }
  if (isPinning(target.policy)) {
    const { policy } = target
    // Given to the request only once the certificate is known to be the right one: nothing leaves before.
    options.createConnection = ((connection: tls.ConnectionOptions, give: ConnectionCallback) => {
      connectPinned(target.url.startsWith('wss:'), connection, policy, give)
      return undefined
    }) as unknown as NonNullable<ClientOptions['createConnection']>
  }
  return new WebSocket(target.url, options)
}

type ConnectionCallback = (error: Error | null, socket: net.Socket) => void

function connectPinned(
  secure: boolean,
  options: tls.ConnectionOptions,
  policy: TlsPolicy,
  give: ConnectionCallback,
): void {
  if (!secure) {
    const refused = new net.Socket()
    give(pinError(policy, refused) ?? new Error('a pinned server needs wss'), refused)
    return
  }
  const host = options.host ?? ''
  // `path` would mean a local socket to tls.connect: http passes the URL's path there.
  const { path: _path, ...rest } = options
  const socket = tls.connect({ ...rest, servername: net.isIP(host) ? '' : host, rejectUnauthorized: false })
  const onError = (error: Error): void => give(error, socket)
  socket.once('error', onError)
  socket.once('secureConnect', () => {
    socket.off('error', onError)
    const mismatch = pinError(policy, socket)
    if (mismatch !== undefined) socket.destroy()
    give(mismatch ?? null, socket)
  })
}
