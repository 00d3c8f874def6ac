import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Answer } from './answer.ts'

/** Answers a WebSocket upgrade like a request, and ends the connection. */
export function refuseUpgrade(stream: Duplex, { status, contentType, body, headers }: Answer, date: string): void {
  const all = {
    date,
    connection: 'close',
    ...(contentType !== undefined && { 'content-type': contentType }),
    'content-length': Buffer.byteLength(body),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
}
