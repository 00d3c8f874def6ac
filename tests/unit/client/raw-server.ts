import { type AddressInfo, createServer, type Socket } from 'node:net'

/** Raw bytes of a response, which may be invalid HTTP. */
export interface RawBytes {
  /** Status line and headers, without the final empty line. */
  readonly head: string
  readonly body: Uint8Array
}

/** Server that sends arbitrary bytes and closes the connection after each response. */
export interface RawServer {
  readonly baseUrl: string
  /** Called for each request. `path` has no query, and is relative to `/v1/api/` or absolute. */
  respond: (path: string) => RawBytes
  close(): Promise<void>
}

export async function startRawServer(): Promise<RawServer> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const end = text.indexOf('\r\n\r\n')
      const length = Number(/^content-length: (\d+)/im.exec(text)?.[1] ?? 0)
      if (end < 0 || text.length < end + 4 + length) return
      const path = (text.split(' ', 2)[1] ?? '').split('?', 1)[0] ?? ''
      const { head, body } = raw.respond(path.replace(/^\/v1\/api\//, ''))
      socket.end(Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), body]))
      text = ''
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const raw: RawServer = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    respond: () => jsonResponse({}),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
  return raw
}

/** Creates a response with status 200 and this body, which is written as JSON unless it is bytes. */
export function jsonResponse(body: unknown): RawBytes {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body) ?? '')
  return { head: `HTTP/1.1 200 OK\r\ncontent-length: ${bytes.length}`, body: bytes }
}
