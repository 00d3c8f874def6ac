import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { QueryPractice, RecordWriter } from '../record.ts'
import { type Answer, empty, iserverError, notFoundPage } from './answer.ts'
import { createHttpDate } from './http-date.ts'
import { parseBody, readBody } from './read-body.ts'
import { visibleBody } from './visible-body.ts'
import { visibleHeaders } from './visible-headers.ts'

/** One request with its body, before anybody judged it. */
export interface RawRequest {
  readonly method: string
  /** Path with its prefix, as it came. */
  readonly path: string
  /** Raw query without the question mark. */
  readonly query: string
  readonly headers: IncomingMessage['headers']
  readonly bodyText: string
  readonly body: ReturnType<typeof parseBody>
}

/** An answer with what the record says about the signature. */
export interface JudgedAnswer {
  readonly answer: Answer
  readonly verification: string
  readonly queryPractice: QueryPractice
}

/** Reads requests, has them answered, writes the answers, and keeps the record. */
export function createRequestListener(settings: {
  readonly record: RecordWriter
  readonly now: () => number
  readonly answer: (request: RawRequest) => Promise<JudgedAnswer>
}): RequestListener {
  const { record, now } = settings
  const date = createHttpDate(now)

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = now()
    const target = request.url ?? '/'
    const mark = target.indexOf('?')
    const path = mark === -1 ? target : target.slice(0, mark)
    const query = mark === -1 ? '' : target.slice(mark + 1)
    const method = request.method ?? 'GET'
    const bodyText = await readBody(request)
    const judged =
      bodyText === undefined
        ? { answer: empty(413), verification: 'not-read', queryPractice: 'none' as const }
        : await settings.answer({
            method,
            path,
            query,
            headers: request.headers,
            bodyText,
            body: parseBody(bodyText, request.headers['content-type']),
          })
    record.addRequest({
      at: started,
      method,
      path,
      query,
      headers: visibleHeaders(request.headers),
      body: visibleBody(bodyText ?? ''),
      status: judged.answer.status,
      verification: judged.verification,
      queryPractice: judged.queryPractice,
    })
    write(response, judged.answer, { date: date(), tookMilliseconds: now() - started })
  }

  return (request, response) => {
    serve(request, response).catch((error: unknown) => {
      // A client that hung up in mid-body ends here too: there is nobody left to answer.
      if (response.headersSent || request.destroyed) response.destroy()
      else
        write(response, iserverError(500, `Simulator fault: ${String(error)}`), { date: date(), tookMilliseconds: 0 })
    })
  }
}

function write(
  response: ServerResponse,
  answer: Answer,
  { date, tookMilliseconds }: { readonly date: string; readonly tookMilliseconds: number },
): void {
  response.writeHead(answer.status, {
    date,
    ...(answer.contentType === undefined ? {} : { 'content-type': answer.contentType }),
    'content-length': Buffer.byteLength(answer.body),
    'x-response-time': `${tookMilliseconds}ms`,
    ...answer.headers,
  })
  response.end(answer.body)
}

/** Answer to a path outside the API. */
export function unknownPath(): JudgedAnswer {
  return { answer: notFoundPage(), verification: 'not-required', queryPractice: 'none' }
}
