import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Bytes at once that only a large answer has; what keeps a session alive comes in less. */
const LARGE = 10_000

export interface LastByteProxy {
  readonly port: number
  /** When the last bytes of the server passed, in ms since epoch. */
  lastByteAt(): number
  close(): void
}

/** Passes bytes on to a port of this machine and knows when the last ones of an answer went through. */
export async function lastByteProxy(to: number): Promise<LastByteProxy> {
  let last = 0
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => sockets.delete(socket))
    }
    upstream.on('data', ({ length }: Buffer) => {
      if (length < LARGE) return
      last = performance.timeOrigin + performance.now()
    })
    client.pipe(upstream)
    upstream.pipe(client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    lastByteAt: () => last,
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
