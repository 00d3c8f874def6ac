import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/** WebSocket server that the test controls. */
export interface SocketPeer {
  readonly baseUrl: string
  /** All connections so far, in the order they were opened. */
  readonly connections: { readonly socket: WebSocket; readonly request: IncomingMessage; readonly frames: string[] }[]
  /** Messages received on all connections, in order. */
  readonly frames: string[]
  close(): Promise<void>
}

/** First frames that IBKR sends on a connection. */
export const SESSION_MESSAGE = ['{"topic":"system","success":"user"}', '{"topic":"sts","args":{"authenticated":true}}']

/**
 * Starts a WebSocket server. With `sendsSessionMessage`, each connection immediately receives the session message, as
 * from IBKR.
 */
export async function startSocketPeer(sendsSessionMessage = true): Promise<SocketPeer> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const connections: SocketPeer['connections'] = []
  const frames: string[] = []
  server.on('connection', (socket, request) => {
    const own: string[] = []
    connections.push({ socket, request, frames: own })
    socket.on('message', (data) => {
      own.push(String(data))
      frames.push(String(data))
    })
    if (sendsSessionMessage) for (const text of SESSION_MESSAGE) socket.send(text)
  })
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections,
    frames,
    close: () =>
      new Promise((resolve) => {
        for (const socket of server.clients) socket.terminate()
        server.close(() => resolve())
      }),
  }
}
