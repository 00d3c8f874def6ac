import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { RecordWriter } from '../record/simulator-record.ts'
import type { Certificate } from './certificate.ts'

/** Maximum size of a request head in bytes. A larger head is rejected with 431. */
const maxHeaderBytes = 16_384

/** An http or https server that can stop and listen again. */
export interface HttpListener {
  readonly server: Server
  readonly connections: ServerConnections
  /** Returns the port, 0 before the first `open`. */
  port(): number
  /** Starts to listen. Rejects with the system's error (`EADDRINUSE`, …). A reopened server uses the same port. */
  open(): Promise<void>
  /** Stops listening and closes every connection. May be called twice. */
  close(): Promise<void>
}

/**
 * Creates a server that does not listen yet. If a request does not arrive within `requestMilliseconds`, or a connection
 * sends no request, the response is 408 and the connection is closed.
 */
export function createListener(settings: {
  readonly host: string
  readonly port: number
  readonly certificate: Certificate | undefined
  readonly requestMilliseconds: number
}): HttpListener {
  const { certificate, requestMilliseconds } = settings
  const limits = {
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: requestMilliseconds,
    requestTimeout: requestMilliseconds,
    connectionsCheckingInterval: Math.max(50, Math.min(1000, requestMilliseconds / 4)),
  }
  const server: Server =
    certificate === undefined ? createHttpServer(limits) : createHttpsServer({ ...limits, ...certificate })
  const connections = watchConnections(server)
  let port = settings.port
  return {
    server,
    connections,
    port: () => port,
    open: async () => {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, settings.host, () => {
          server.off('error', reject)
          resolve()
        })
      })
      port = (server.address() as AddressInfo).port
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        connections.cut()
      }),
  }
}

/** The TCP connections of a server, below TLS, HTTP and WebSocket. */
export interface ServerConnections {
  /** Resets the TCP connection of a socket (RST), even below TLS. */
  reset(socket: Socket): void
  /** Closes all connections. */
  cut(): void
  count(): number
}

/**
 * Tracks the TCP connections of a server. TLS hides these connections, but only a TCP connection can be reset, or
 * closed during a handshake.
 */
function watchConnections(server: Server): ServerConnections {
  const connections = new Map<string, Socket>()
  server.on('connection', (socket: Socket) => {
    const peer = peerOf(socket)
    connections.set(peer, socket)
    socket.once('close', () => {
      if (connections.get(peer) === socket) connections.delete(peer)
    })
  })
  return {
    reset: (socket) => {
      const connection = connections.get(peerOf(socket)) ?? socket
      connection.resetAndDestroy()
      if (connection !== socket) socket.destroy()
    },
    cut: () => {
      for (const socket of [...connections.values()]) socket.destroy()
    },
    count: () => connections.size,
  }
}

function peerOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`
}

const statuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/** Responds to malformed HTTP with a status and closes the connection. The request is recorded as `malformed-http`. */
export function respondToClientErrors(server: Server, record: RecordWriter, now: () => number): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    const status = statuses[error.code ?? ''] ?? '400 Bad Request'
    record.addRequest({
      at: now(),
      method: '',
      path: '',
      query: '',
      headers: {},
      body: '',
      status: Number(status.slice(0, 3)),
      verification: 'malformed-http',
      querySigningMode: 'none',
    })
    // End the connection after the response: a reset would discard the response.
    socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () => socket.destroySoon())
  })
}
