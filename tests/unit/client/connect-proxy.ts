import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect, type Socket } from 'node:net'

/** What a proxy of the tests was asked for. */
export interface Asked {
  readonly method: string
  readonly target: string
  readonly authorization: string | undefined
}

/** A real CONNECT proxy on loopback. Every name leads to the same port of this machine, so that tests can have hosts of any name. */
export interface ConnectProxy {
  readonly url: string
  readonly port: number
  readonly asked: Asked[]
  /** Bytes that came through the tunnels from the clients, as text. */
  readonly heard: () => string
  /** Tunnels that are open. */
  readonly open: () => number
  close(): Promise<void>
}

/** What a proxy does with a CONNECT: opens the tunnel, refuses with a status, or says nothing. */
export type Manner = 'open' | 'mute' | number

export async function startConnectProxy(
  leadsTo: () => number,
  manner: () => Manner = () => 'open',
  tls?: { readonly key: string; readonly cert: string },
): Promise<ConnectProxy> {
  const asked: Asked[] = []
  const sockets = new Set<Socket>()
  let heard = ''
  const server = tls === undefined ? createServer() : createTlsServer(tls)
  const note = (request: IncomingMessage): void => {
    const { 'proxy-authorization': authorization } = request.headers
    asked.push({ method: request.method ?? '', target: request.url ?? '', authorization })
  }
  server.on('request', (request, response) => {
    note(request)
    response.writeHead(400).end()
  })
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    note(request)
    client.on('error', () => undefined)
    const how = manner()
    if (how === 'mute') return void client.resume().on('end', () => client.end())
    if (how !== 'open') return void client.end(`HTTP/1.1 ${how} No\r\ncontent-length: 0\r\n\r\n`)
    const onward = connect(leadsTo(), '127.0.0.1', () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'))
    sockets.add(onward)
    onward.on('error', () => client.destroy()).on('close', () => sockets.delete(onward))
    client.on('close', () => onward.destroy())
    client.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1')
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
    asked,
    heard: () => heard,
    open: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
