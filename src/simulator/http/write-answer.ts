import type { ServerResponse } from 'node:http'
import type { Answer } from './answer.ts'
import { writeChunked } from './chunked-reply.ts'

/** What the head of an answer says of the server. */
export interface Moment {
  /** The server's time as HTTP writes it. */
  readonly date: string
  /** Undefined where the server does not tell: only the gateway does. */
  readonly tookMilliseconds: number | undefined
  /** Chunked instead of with a Content-Length; default false. */
  readonly chunked?: boolean
}

/** Headers of an answer; `length` is that of its body in bytes. */
export function headersOf(
  answer: Answer,
  length: number,
  { date, tookMilliseconds }: Moment,
): Record<string, string | number> {
  return {
    ...(answer.contentType === undefined ? {} : { 'content-type': answer.contentType }),
    date,
    'content-length': length,
    ...(tookMilliseconds === undefined ? {} : { 'x-response-time': `${tookMilliseconds}ms` }),
    ...answer.headers,
  }
}

/** Writes an answer as it is. */
export function writeAnswer(response: ServerResponse, answer: Answer, moment: Moment): void {
  const headers = headersOf(answer, Buffer.byteLength(answer.body), moment)
  if (moment.chunked === true) {
    delete headers['content-length']
    writeChunked(response, answer.status, headers, answer.body)
    return
  }
  response.writeHead(answer.status, headers)
  response.end(answer.body)
}
