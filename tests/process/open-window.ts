import { type ClientOptions, WebSocket } from 'ws'
import {
  RPC_PROTOCOL,
  SECRET_SUBPROTOCOL_PREFIX,
  SESSION_PATH,
  type SessionResponse,
} from '../../src/shared/rpc/browser-session.ts'
import { decodeHostFrame, encodeFrame } from '../../src/shared/rpc/frame-encoding.ts'
import type { HostFrame, WindowFrame } from '../../src/shared/rpc/frames.ts'
import type { Transport } from '../../src/shared/rpc/transport.ts'
import { createWindowClient, type WindowClient } from '../../src/shared/rpc/window-client.ts'

export interface AdmittedWindow {
  readonly client: WindowClient
  /** Socket of the window, for tests that send invalid messages. */
  readonly socket: WebSocket
  /** Opens a second connection with the same session secret, as after a reload. */
  another(): Promise<AdmittedWindow>
  close(): void
}

/** Exchanges a start URL for the session secret and opens the socket, as the page does. */
export async function openWindow(startUrl: string): Promise<AdmittedWindow> {
  const url = new URL(startUrl)
  return openSocket(url, await obtainSessionSecret(url))
}

/** Exchanges the token of a start URL for the session secret. */
export async function obtainSessionSecret(startUrl: URL): Promise<string> {
  const { origin, searchParams } = startUrl
  const response = await fetch(new URL(SESSION_PATH, origin), {
    method: 'POST',
    headers: { Origin: origin },
    body: JSON.stringify({ token: searchParams.get('token') }),
  })
  if (!response.ok) throw new Error(`No session: ${response.status}`)
  return ((await response.json()) as SessionResponse).secret
}

/** Creates the socket in the same way as the page. The socket is not yet connected. */
export function createRpcSocket({ origin, host }: URL, secret: string, options: ClientOptions = {}): WebSocket {
  return new WebSocket(`ws://${host}/rpc`, [RPC_PROTOCOL, SECRET_SUBPROTOCOL_PREFIX + secret], { origin, ...options })
}

async function openSocket(url: URL, secret: string): Promise<AdmittedWindow> {
  const socket = createRpcSocket(url, secret)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return {
    client: createWindowClient(createWindowTransport(socket)),
    socket,
    another: () => openSocket(url, secret),
    close: () => socket.terminate(),
  }
}

/** Creates the page's end of the socket with Node's WebSocket. */
export function createWindowTransport(socket: WebSocket): Transport<WindowFrame, HostFrame> {
  return {
    send: (frame) => socket.send(encodeFrame(frame)),
    onMessage(listener) {
      const onMessage = (data: Buffer, isBinary: boolean): void => {
        const frame = decodeHostFrame(isBinary ? new Uint8Array(data) : data.toString())
        if (frame) listener(frame)
      }
      socket.on('message', onMessage)
      return () => socket.off('message', onMessage)
    },
    onClose(listener) {
      socket.on('close', (code) => listener(String(code)))
      return () => undefined
    },
    close: () => socket.terminate(),
  }
}
