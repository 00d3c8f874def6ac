import { type AddressInfo, createServer, type Socket } from 'node:net'

/** Bytes of an answer: nothing about them need be HTTP. */
export interface RawAnswer {
  /** Without the empty line at its end. */
  readonly head: string
  readonly body: Uint8Array
}

/** A server that answers with any bytes at all, and closes the connection after each answer. */
export interface RawServer {
  readonly baseUrl: string
  /** Asked for each request; `path` is below `/v1/api/`, without the query, or absolute. */
  answer: (path: string) => RawAnswer
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
      const { head, body } = raw.answer(path.replace(/^\/v1\/api\//, ''))
      socket.end(Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), body]))
      text = ''
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const raw: RawServer = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: () => jsonAnswer({}),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
  return raw
}

/** 200 with such a body: JSON, or bytes as they are. */
export function jsonAnswer(body: unknown): RawAnswer {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body) ?? '')
  return { head: `HTTP/1.1 200 OK\r\ncontent-length: ${bytes.length}`, body: bytes }
}
