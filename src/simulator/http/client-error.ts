import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { RecordWriter } from '../record.ts'

const answers: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/** Answers what is no HTTP with a status and ends the connection; the record notes it as `malformed-http`. */
export function answerClientErrors(server: Server, record: RecordWriter, now: () => number): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    const status = answers[error.code ?? ''] ?? '400 Bad Request'
    record.addRequest({
      at: now(),
      method: '',
      path: '',
      query: '',
      headers: {},
      body: '',
      status: Number(status.slice(0, 3)),
      verification: 'malformed-http',
      queryPractice: 'none',
    })
    // The end is sent before the connection goes: a reset would take the answer with it.
    socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () => socket.destroySoon())
  })
}
