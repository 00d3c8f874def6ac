import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect, type Socket } from 'node:net'

/** A request that the proxy received. */
interface ProxyRequest {
  readonly method: string
  readonly target: string
  readonly authorization: string | undefined
}

/** Real CONNECT proxy on loopback. It connects every host name to one local port, so tests can use any name. */
export interface ConnectProxy {
  readonly url: string
  readonly port: number
  readonly requests: ProxyRequest[]
  /** Bytes that the clients sent through the tunnels, as text. */
  readonly received: () => string
  /** Number of open sockets. */
  readonly open: () => number
  close(): Promise<void>
}

/** Response to a CONNECT: `open` for a tunnel, a number for that status, or `mute` for no response. */
export type ProxyBehavior = 'open' | 'mute' | number

export async function startConnectProxy(
  targetPort: () => number,
  behavior: () => ProxyBehavior = () => 'open',
  tls?: { readonly key: string; readonly cert: string },
): Promise<ConnectProxy> {
  const requests: ProxyRequest[] = []
  const sockets = new Set<Socket>()
  let received = ''
  const server = tls === undefined ? createServer() : createTlsServer(tls)
  const note = (request: IncomingMessage): void => {
    const { 'proxy-authorization': authorization } = request.headers
    requests.push({ method: request.method ?? '', target: request.url ?? '', authorization })
  }
  server.on('request', (request, response) => {
    note(request)
    response.writeHead(400).end()
  })
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    note(request)
    client.on('error', () => undefined)
    const how = behavior()
    if (how === 'mute') return void client.resume().on('end', () => client.end())
    if (how !== 'open') return void client.end(`HTTP/1.1 ${how} No\r\ncontent-length: 0\r\n\r\n`)
    const onward = connect(targetPort(), '127.0.0.1', () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'))
    sockets.add(onward)
    onward.on('error', () => client.destroy()).on('close', () => sockets.delete(onward))
    client.on('close', () => onward.destroy())
    client.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1')
    })
    client.pipe(onward).pipe(client)
  })
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    requests,
    received: () => received,
    open: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
