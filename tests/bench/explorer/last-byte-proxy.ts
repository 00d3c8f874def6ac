import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Minimum chunk size in bytes of a large response. Session traffic has smaller chunks. */
const LARGE = 10_000

export interface LastByteProxy {
  readonly port: number
  /** Returns the time at which the server's last bytes passed, in ms since the epoch. */
  lastByteAt(): number
  close(): void
}

/** Forwards bytes to a local port, and records when the last bytes of a response passed. */
export async function startLastByteProxy(to: number): Promise<LastByteProxy> {
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
