import type { Socket } from 'node:net'
import { setImmediate as afterOtherWork } from 'node:timers'
import { type ClientOptions, type RawData, WebSocket } from 'ws'
import type { CookieSpelling } from '../client-options.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { getEndpoint, openConnection } from '../server-connection.ts'
import type { SocketTarget } from './socket-target.ts'

/** Maximum number of bytes queued while the server does not read. A subscription has a few hundred bytes. */
export const MAX_UNSENT_BYTES = 2 ** 20

/**
 * Number of frames handled before other work of the process can run. The rest of the chunk, which has up to 64 kB or
 * about 90 order updates, is handled as well.
 */
const FRAMES_PER_TURN = 50

/** Opens a WebSocket with the client's TLS policy and the session cookie. */
export function openWebSocket(target: SocketTarget): WebSocket {
  const opening = new AbortController()
  const options: ClientOptions = {
    headers: {
      'User-Agent': target.userAgent,
      ...(target.session === undefined ? {} : { Cookie: sessionCookie(target.session, target.sessionCookie) }),
    },
    maxPayload: target.maxFrameBytes,
    handshakeTimeout: target.handshakeTimeout,
    // Without this option, one frame with invalid UTF-8 would end the connection.
    skipUTF8Validation: true,
    // The connection is passed to the request only after the tunnel is open and the certificate is verified, so that
    // nothing is sent before.
    createConnection: ((_options: object, done: (error: Error | null, socket?: Socket) => void) => {
      const { route, handshakeTimeout: timeout, clock } = target
      openConnection({ ...route, ...getEndpoint(new URL(target.url)), timeout, signal: opening.signal, clock }).then(
        (socket) => done(null, socket),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      )
      return undefined
    }) as unknown as NonNullable<ClientOptions['createConnection']>,
  }
  const socket = new WebSocket(target.url, options)
  socket.once('close', () => opening.abort(new IbkrError('aborted', 'The socket was closed.')))
  return socket
}

function sessionCookie(session: string, spelling: CookieSpelling): string {
  return `api=${spelling === 'json' ? JSON.stringify({ session }) : session}`
}

/**
 * Emits the messages of a socket and lets other work run in between. If the server is far ahead, megabytes are waiting,
 * and handling them all in one turn would delay timers and windows. No message is dropped: unread data stays in the
 * operating system.
 */
export function onMessage(
  socket: WebSocket,
  listener: (data: RawData, isBinary: boolean, startsTurn: boolean) => void,
): void {
  let read = 0
  const resume = (): void => {
    read = 0
    if (socket.isPaused) socket.resume()
  }
  socket.on('message', (data, isBinary) => {
    read += 1
    if (read === 1) afterOtherWork(resume)
    else if (read === FRAMES_PER_TURN) socket.pause()
    listener(data, isBinary, read === 1)
  })
}
