import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { openPageFiles } from '../host/page/page-files.ts'
import { createSecurityHeaders } from '../host/page/security-headers.ts'
import { SESSION_PATH, START_PATH } from '../shared/rpc/browser-session.ts'
import type { HostFrame, WindowFrame } from '../shared/rpc/frames.ts'
import type { Transport } from '../shared/rpc/transport.ts'
import { createAuthentication, type StartTokenOrigin } from './authentication.ts'
import { createServerTimeouts, DEFAULT_CONNECTION_LIMITS, limitConnections } from './connection-limits.ts'
import { handleSessionRequest, sendPage, sendRefusal } from './http-responses.ts'
import { createSocketTransport } from './socket-transport.ts'

/** Maximum length of a message from a window, in bytes: an escaped request body of a megabyte, plus a margin. */
const MAX_MESSAGE = 8 * 1024 * 1024

const PING_MS = 30_000
const REQUEST_MS = 5_000

export interface WebOptions {
  /** Port to listen on; 0 for any free port. */
  readonly port: number
  /** Folder of the built window. */
  readonly rendererFolder: string
  /** Called for every window that connects. */
  readonly onWindow: (transport: Transport<HostFrame, WindowFrame>) => void
  readonly now: () => number
  /**
   * Time in ms between two pings to a window. A window that has not replied to the last two is disconnected. Default
   * 30,000.
   */
  readonly pingMs?: number
  /** Time in ms within which a connection must send its request. Default 5,000. */
  readonly requestMs?: number
}

export interface WebServer {
  readonly port: number
  /** Creates a start URL that works once. An `opened` URL works only for a browser of this user. */
  freshUrl(use: StartTokenOrigin): string
  close(): Promise<void>
}

/** Thrown if the port cannot be used. The message states what to do. */
export class PortError extends Error {
  override readonly name = 'PortError'
  readonly code = 'port-unusable'
}

/** Starts browser mode on loopback. */
export async function startWeb(options: WebOptions): Promise<WebServer> {
  const authentication = createAuthentication(options.now)
  const files = openPageFiles(options.rendererFolder)
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE,
    perMessageDeflate: false,
    // Handles one message per event loop turn: many costly calls in one chunk must not delay other windows.
    allowSynchronousEvents: false,
  })
  const timeouts = createServerTimeouts(options.requestMs ?? REQUEST_MS)
  const server = createServer({ maxHeaderSize: 32 * 1024, ...timeouts }, (request, response) =>
    handleRequest(request, response),
  )
  const connections = limitConnections(server, DEFAULT_CONNECTION_LIMITS)

  const handleRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const nonce = randomBytes(16).toString('base64')
    const headers = createSecurityHeaders(nonce)
    const { pathname } = addressOf(request)
    const isSession = pathname === SESSION_PATH
    const method = isSession ? 'POST' : 'GET'
    const refusal = authentication.refuse(request, isSession ? 'session' : 'page')
    if (refusal) sendRefusal(response, refusal.status, refusal.code, headers)
    else if (request.method !== method) sendRefusal(response, 405, 'method', { ...headers, Allow: method })
    else if (isSession) void handleSessionRequest(request, response, authentication, headers)
    else sendPage(response, files, pathname === START_PATH ? '/' : pathname, { nonce, headers })
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const refusal = authentication.refuse(request, 'upgrade')
    const isRpc = addressOf(request).pathname === '/rpc'
    if (!refusal && isRpc && connections.acceptWindow(socket)) {
      socket.on('close', authentication.windowConnected())
      sockets.handleUpgrade(request, socket, head, (opened) =>
        options.onWindow(createSocketTransport(opened, options.pingMs ?? PING_MS)),
      )
      return
    }
    const [status, code] = refusal ? [refusal.status, refusal.code] : isRpc ? [503, 'windows'] : [404, 'not-found']
    socket.end(
      `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nX-Refusal: ${code}\r\n\r\n`,
      // A client that does not close its side must not occupy a file descriptor.
      () => socket.destroy(),
    )
  })
  server.on('clientError', (_error, socket) => socket.destroy())

  await listen(server, options.port)
  const { port } = server.address() as AddressInfo
  return {
    port,
    freshUrl: (use) => `http://127.0.0.1:${port}${START_PATH}?token=${authentication.issueToken(use)}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.close(1001, 'The console stopped.')
        sockets.close()
        server.close(() => resolve())
        // Sends the close frames, then closes all connections, whether or not the clients close their side.
        setImmediate(() => connections.destroyAll())
      }),
  }
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const remedy = 'Choose another port with --port N, or omit the flag to use any free port.'
      const reason =
        error.code === 'EADDRINUSE' ? `Port ${port} is in use.` : `Cannot listen on port ${port} (${error.code}).`
      reject(new PortError(`${reason} ${remedy}`, { cause: error }))
    })
    server.listen(port, '127.0.0.1', () => resolve())
  })
}

/** Returns the requested address; for an invalid one, the path `/unreadable`, which does not exist. */
function addressOf(request: IncomingMessage): URL {
  const address = `http://localhost${request.url?.startsWith('/') ? request.url : '/unreadable'}`
  return new URL(URL.canParse(address) ? address : 'http://localhost/unreadable')
}
