import type { IncomingMessage } from 'node:http'
import { visibleHeaders } from '../http/visible-headers.ts'
import type { RecordWriter } from '../record.ts'

/** Notes the opening of a socket in the record, without its query: nothing but a token is in it. */
export function noteUpgrade(
  record: RecordWriter,
  request: IncomingMessage,
  outcome: {
    readonly at: number
    /** 101, the status of the refusal, or 0 where a fault let no answer out. */
    readonly status: number
    readonly verification: string
    readonly faults?: readonly string[]
  },
): void {
  const [path = ''] = (request.url ?? '').split('?')
  const method = request.method ?? ''
  const headers = visibleHeaders(request.headers)
  record.addRequest({ ...outcome, method, path, query: '', headers, body: '', queryPractice: 'none' })
}
