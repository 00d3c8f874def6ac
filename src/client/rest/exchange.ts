import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'
import type { Clock } from '../clock.ts'
import type { IbkrTransportError } from '../errors/transport-error.ts'
import { BodyStream } from './body-stream.ts'
import type { BuiltRequest } from './build-request.ts'
import type { ConnectionLog } from './connector.ts'
import { decodedStream } from './decoded-stream.ts'
import { DecompressedTooLargeError, decompress } from './decompress.ts'
import { joinPieces } from './join-pieces.ts'
import type { ExchangeTiming, RawResponse } from './request-input.ts'
import { failedToConnect, transportError } from './transport-failure.ts'

/** What one exchange needs beside the request. */
export interface ExchangeSurroundings {
  readonly dispatcher: Dispatcher
  readonly log: ConnectionLog
  readonly clock: Clock
  readonly timeout: number
  /** Of a body that is read whole. */
  readonly maxWholeBytes: number
  /** Of a body that is handed out while it arrives. */
  readonly maxStreamedBytes: number
  /** The body of a response in 2xx is handed out while it arrives. */
  readonly streamed: boolean
  /** Ms that the request had to wait before, in the pacing queue. */
  readonly queuedMs: number
  /** Called right before the first byte leaves. When it throws, nothing is sent, and the request rejects with what it threw. */
  readonly beforeSend: (() => void) | undefined
  /** Called when the first byte is about to leave. */
  readonly onSent: () => void
  /** Called when the head of the response arrived. */
  readonly onAnswered: (status: number, headers: IncomingHttpHeaders) => void
}

/** An answer; with its body still coming in where that was asked for. */
export interface Exchanged extends RawResponse {
  readonly stream?: OpenBody
}

/** A body that is coming in. */
export interface OpenBody {
  readonly body: AsyncIterable<Uint8Array>
  readonly cancel: () => void
  /** Calls back once when nothing more is to come. */
  readonly onEnd: (ending: () => void) => void
  /** Up to now, or to the end of the body. */
  readonly timing: () => ExchangeTiming
}

/**
 * Sends one request, once, and resolves to its answer whatever the status.
 * @throws IbkrTransportError when there is no answer
 */
export async function exchange(
  request: BuiltRequest,
  surroundings: ExchangeSurroundings,
  signal: AbortSignal,
): Promise<Exchanged> {
  const { clock, maxWholeBytes } = surroundings
  const startedAt = clock.monotonic()
  const answer = await dispatch(request, surroundings, signal, startedAt)
  const timing = timingOf(answer, startedAt, surroundings)
  const endedAt = clock.monotonic()
  return {
    status: answer.status,
    statusText: answer.statusText,
    headers: flattenHeaders(answer.headers),
    ...(answer.body instanceof BodyStream
      ? {
          body: new Uint8Array(),
          wireBytes: 0,
          stream: openBody(request, answer.body, answer.headers, { ...surroundings, timing }),
        }
      : {
          body: await decompressed(
            request,
            await joinPieces(answer.body, answer.received),
            answer.headers['content-encoding'],
            maxWholeBytes,
          ),
          wireBytes: answer.received,
        }),
    timing: timing(endedAt),
    method: request.method,
    url: request.url.href,
  }
}

/** Where the time of an exchange went that ends at some moment. */
function timingOf(
  { sentAt, firstByteAt, connection }: Answer,
  startedAt: number,
  { queuedMs }: Pick<ExchangeSurroundings, 'queuedMs'>,
): (endedAt: number) => ExchangeTiming {
  const connectMs = connection && connection.endedAt - connection.startedAt
  return (endedAt) => ({
    queueMs: queuedMs + Math.max(0, sentAt - startedAt - (connectMs ?? 0)),
    connectMs,
    firstByteMs: firstByteAt - sentAt,
    bodyMs: endedAt - firstByteAt,
    totalMs: queuedMs + endedAt - startedAt,
  })
}

interface Answer {
  readonly status: number
  readonly statusText: string
  readonly headers: IncomingHttpHeaders
  readonly body: readonly Buffer[] | BodyStream
  /** Bytes on the wire; 0 of a body that is still coming in. */
  readonly received: number
  readonly sentAt: number
  readonly firstByteAt: number
  readonly connection: { readonly startedAt: number; readonly endedAt: number } | undefined
}

function dispatch(
  request: BuiltRequest,
  surroundings: ExchangeSurroundings,
  signal: AbortSignal,
  startedAt: number,
): Promise<Answer> {
  const { clock, dispatcher, log, maxWholeBytes, maxStreamedBytes, timeout } = surroundings
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined
    let settled = false
    let sentAt: number | undefined
    let connection: Answer['connection']
    let head: Pick<Answer, 'status' | 'statusText' | 'headers' | 'firstByteAt'> | undefined
    let received = 0
    let stream: BodyStream | undefined
    const chunks: Buffer[] = []

    const settle = (): boolean => {
      if (settled) return false
      settled = true
      cancelTimeout()
      signal.removeEventListener('abort', onAbort)
      return true
    }
    const fail = (error: unknown): void => {
      if (!settle()) return
      reject(error)
      // Before the request has left there is no controller yet: `onRequestStart` aborts it then, unsent.
      controller?.abort(error instanceof Error ? error : new Error('refused before it was sent'))
    }
    const failure = (
      cause: unknown,
      code?: IbkrTransportError['code'],
      mayHaveReachedServer = sentAt !== undefined,
    ): IbkrTransportError =>
      transportError(request, {
        cause,
        code,
        timeout,
        maxBodyBytes: stream === undefined ? maxWholeBytes : maxStreamedBytes,
        mayHaveReachedServer,
        answered: head !== undefined,
      })
    const onAbort = (): void => fail(failure(signal.reason, 'aborted'))
    const cancelTimeout = clock.after(timeout, () => fail(failure(undefined, 'timeout')))

    signal.addEventListener('abort', onAbort)
    if (signal.aborted) return onAbort()

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        controller = started
        if (settled) return started.abort(new Error('given up before it was sent'))
        try {
          surroundings.beforeSend?.()
        } catch (error) {
          return fail(error)
        }
        sentAt = clock.monotonic()
        connection = log.claim(startedAt)
        surroundings.onSent()
      },
      onResponseStart(responding, status, headers, statusText) {
        // 1xx only announces the answer.
        if (status < 200) return
        head = { status, statusText: statusText ?? '', headers, firstByteAt: clock.monotonic() }
        surroundings.onAnswered(status, headers)
        if (!surroundings.streamed || status >= 300 || sentAt === undefined || !settle()) return
        const parts = {
          controller: responding,
          clock,
          chunkTimeout: timeout,
          maxBytes: maxStreamedBytes,
          signal,
          failure,
        }
        stream = new BodyStream(parts)
        resolve({ ...head, body: stream, received: 0, sentAt, connection })
      },
      onResponseData(_controller, chunk) {
        if (stream !== undefined) return stream.push(chunk)
        received += chunk.length
        if (received > maxWholeBytes) return fail(failure(undefined, 'body-too-large'))
        chunks.push(chunk)
      },
      onResponseEnd() {
        if (stream !== undefined) return stream.end()
        if (head === undefined || sentAt === undefined) return fail(failure(new Error('the answer had no status')))
        if (settle()) resolve({ ...head, body: chunks, received, sentAt, connection })
      },
      onResponseError(_controller, error) {
        if (stream !== undefined) return stream.fail(failure(error))
        // The option `fetch` connects only after the request counts as sent.
        fail(failure(error, undefined, sentAt !== undefined && !failedToConnect(error)))
      },
    }
    try {
      dispatcher.dispatch(
        {
          origin: request.url.origin,
          path: request.url.pathname + request.url.search,
          method: request.method,
          headers: { ...request.headers },
          body: request.body ?? null,
          idempotent: false,
        },
        handler,
      )
    } catch (error) {
      fail(failure(error))
    }
  })
}

function openBody(
  request: BuiltRequest,
  stream: BodyStream,
  headers: IncomingHttpHeaders,
  {
    clock,
    timeout,
    maxStreamedBytes: maxBodyBytes,
    timing,
  }: ExchangeSurroundings & { readonly timing: (endedAt: number) => ExchangeTiming },
): OpenBody {
  let endedAt: number | undefined
  stream.onEnd(() => {
    endedAt = clock.monotonic()
  })
  return {
    body: decodedStream(stream, {
      encoding: headers['content-encoding'],
      maxBytes: maxBodyBytes,
      failure: (cause, code) =>
        transportError(request, { cause, code, timeout, maxBodyBytes, mayHaveReachedServer: true, answered: true }),
    }),
    cancel: () => stream.cancel(),
    onEnd: (ending) => stream.onEnd(ending),
    timing: () => timing(endedAt ?? clock.monotonic()),
  }
}

async function decompressed(
  request: BuiltRequest,
  body: Buffer,
  encoding: string | undefined,
  maxBodyBytes: number,
): Promise<Uint8Array> {
  try {
    return await decompress(body, encoding, maxBodyBytes)
  } catch (cause) {
    const code = cause instanceof DecompressedTooLargeError ? 'body-too-large' : 'body-undecodable'
    throw transportError(request, { cause, code, timeout: 0, maxBodyBytes, mayHaveReachedServer: true, answered: true })
  }
}

function flattenHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue
    flat[name.toLowerCase()] = Array.isArray(value) ? value.join(name === 'set-cookie' ? '\n' : ', ') : value
  }
  return flat
}
