import type { ServerResponse } from 'node:http'
import type { Answer } from './answer.ts'

/** What the head of an answer says of the server. */
export interface Moment {
  /** The server's time as HTTP writes it. */
  readonly date: string
  readonly tookMilliseconds: number
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
    'x-response-time': `${tookMilliseconds}ms`,
    ...answer.headers,
  }
}

/** Writes an answer as it is. */
export function writeAnswer(response: ServerResponse, answer: Answer, moment: Moment): void {
  response.writeHead(answer.status, headersOf(answer, Buffer.byteLength(answer.body), moment))
  response.end(answer.body)
}
