import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'

/**
 * Writes a chunked reply whatever its status. HTTP allows no body with a 204, so a client reads the last chunk, which is sent all
 * the same, as the beginning of the next reply on the connection: that is the trap which this habit of IBKR's gateway sets.
 */
export function writeChunked(
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  body: string,
): void {
  // Named, because Node closes the connection after such a 204 otherwise, and the trap would be sprung by nobody.
  response.writeHead(status, { ...headers, 'transfer-encoding': 'chunked', connection: 'keep-alive' })
  if (status !== 204 && status !== 304) {
    response.end(body)
    return
  }
  // Node writes no body with this status; the chunk goes out behind the head, before the next reply gets the connection.
  response.prependOnceListener('finish', () => response.req.socket.write('0\r\n\r\n'))
  response.end()
}
