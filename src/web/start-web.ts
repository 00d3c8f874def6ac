import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { securityHeaders } from '../host/page/security-headers.ts'
import type { HostFrame, WindowFrame } from '../shared/rpc/frames.ts'
import type { Transport } from '../shared/rpc/transport.ts'
import { createAdmission } from './admission.ts'
import { refuseWith } from './refusal-page.ts'
import { socketTransport } from './socket-transport.ts'
import { openStaticFiles } from './static-files.ts'

/** Longest message that a window may send, in bytes: a request body of a megabyte, escaped, with room. */
const MAX_MESSAGE = 8 * 1024 * 1024

const PING_MS = 30_000

export interface WebOptions {
  /** 0 takes any free port. */
  readonly port: number
  /** Folder of the built window. */
  readonly rendererFolder: string
  /** Called for every window that connects. */
  readonly onWindow: (transport: Transport<HostFrame, WindowFrame>) => void
  readonly now: () => number
  /** Ms between two pings to a window; one that did not answer the last two is let go. Default 30,000. */
  readonly pingMs?: number
}

export interface Web {
  readonly port: number
  /** A start URL that works once. */
  freshUrl(): string
  close(): Promise<void>
}

/** The port cannot be listened on; the message says what to do. */
export class PortError extends Error {
  override readonly name = 'PortError'
  readonly code = 'port-unusable'
}

/** Starts browser mode on loopback. */
export async function startWeb(options: WebOptions): Promise<Web> {
  const admission = createAdmission(options.now)
  const files = openStaticFiles(options.rendererFolder)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, perMessageDeflate: false })
  const server = createServer({ maxHeaderSize: 32 * 1024 }, (request, response) => answer(request, response))

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const nonce = randomBytes(16).toString('base64')
    const headers = securityHeaders(nonce)
    const { pathname, searchParams } = addressOf(request)
    const refusal = admission.refuse(request, pathname === '/start' ? 'start' : 'page')
    if (refusal) refuseWith(response, refusal.status, refusal.code, headers)
    else if (request.method !== 'GET') refuseWith(response, 405, 'method', { ...headers, Allow: 'GET' })
    else if (pathname === '/start') admit(request, response, searchParams.get('token') ?? '', headers)
    else if (pathname === '/') files.sendIndex(response, headers, nonce)
    else if (!files.send(pathname, response, headers)) refuseWith(response, 404, 'not-found', headers)
  }
  const admit = (
    request: IncomingMessage,
    response: ServerResponse,
    token: string,
    headers: OutgoingHttpHeaders,
  ): void => {
    const cookie = admission.redeem(token)
    // A browser that was admitted before may follow an old link.
    if (cookie === undefined && admission.refuse(request, 'page')) {
      refuseWith(response, 401, 'link-used', headers)
      return
    }
    response.writeHead(303, {
      ...headers,
      Location: '/',
      'Cache-Control': 'no-store',
      ...(cookie && { 'Set-Cookie': cookie }),
    })
    response.end()
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const refusal = admission.refuse(request, 'upgrade')
    const status = refusal?.status ?? (addressOf(request).pathname === '/rpc' ? undefined : 404)
    if (status !== undefined) {
      socket.end(
        `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nX-Refusal: ${refusal?.code ?? 'not-found'}\r\n\r\n`,
        // Destroyed once it is said: a peer that keeps its half open must not hold a descriptor.
        () => socket.destroy(),
      )
      return
    }
    sockets.handleUpgrade(request, socket, head, (opened) =>
      options.onWindow(socketTransport(opened, options.pingMs ?? PING_MS)),
    )
  })
  server.on('clientError', (_error, socket) => socket.destroy())

  // Upgraded connections are no longer the server's: whoever opened one is remembered here until it closes.
  const connections = new Set<Socket>()
  server.on('connection', (socket) => {
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
  })

  await listen(server, options.port)
  const { port } = server.address() as AddressInfo
  return {
    port,
    freshUrl: () => `http://127.0.0.1:${port}/start?token=${admission.issueToken()}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.close(1001, 'The console stopped.')
        sockets.close()
        server.close(() => resolve())
        // One turn for the close frames to leave; then nothing that a peer does keeps us.
        setImmediate(() => {
          for (const socket of connections) socket.destroy()
        })
      }),
  }
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const remedy = 'Choose another with --port N, or leave the flag out to take any free one.'
      const reason =
        error.code === 'EADDRINUSE' ? `Port ${port} is in use.` : `Cannot listen on port ${port} (${error.code}).`
      reject(new PortError(`${reason} ${remedy}`, { cause: error }))
    })
    server.listen(port, '127.0.0.1', () => resolve())
  })
}

/** The address asked for; one that is no path of ours leads nowhere. */
function addressOf(request: IncomingMessage): URL {
  const address = `http://localhost${request.url?.startsWith('/') ? request.url : '/unreadable'}`
  return new URL(URL.canParse(address) ? address : 'http://localhost/unreadable')
}
