import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'
import type { IbkrErrorCode } from '../../shared/domain/ibkr-error-code.ts'
import type { Clock } from '../clock.ts'
import { createTransportError, type IbkrTransportError, isConnectFailure } from '../errors/transport-error.ts'
import { type BodyEndListener, BodyStream } from './body-stream.ts'
import type { BuiltRequest } from './build-request.ts'
import type { ConnectionTiming, ConnectionTimingLog } from './client-connections.ts'
import { callBeforeSend, type ExchangeTiming, type RawResponse } from './request-input.ts'

/** Options of one exchange besides the request. */
export interface HttpExchangeOptions {
  readonly dispatcher: Dispatcher
  readonly log: ConnectionTimingLog
  readonly clock: Clock
  /**
   * Time limit in ms up to the last byte. With `streamed`, up to status and headers, and for each further piece of the
   * body.
   */
  readonly timeout: number
  /** Maximum size in bytes of a body that is read completely. */
  readonly maxWholeBytes: number
  /** Maximum size in bytes of a body that is streamed. */
  readonly maxStreamedBytes: number
  /** Resolves to a 2xx response as soon as status and headers arrive. */
  readonly streamed: boolean
  /** Time in ms that the request waited in the pacing queue. */
  readonly queuedMs: number
  /**
   * Called right before the first byte is sent. If it throws or returns a promise, nothing is sent, and the request
   * rejects.
   */
  readonly beforeSend: (() => unknown) | undefined
  /** Called when the first byte is about to be sent. */
  readonly onSent: () => void
  /** Called when status and headers of the response arrive. */
  readonly onHead: (status: number, headers: RawResponse['headers']) => void
}

/** A response with its body: `stream` while the body arrives, otherwise the complete `body`. */
export interface RawOrStreamedResponse extends RawResponse {
  readonly stream?: OpenBody
}

/** A body that is still arriving. */
interface OpenBody {
  readonly body: AsyncIterable<Uint8Array>
  readonly cancel: () => void
  /** Calls the listener once when no more bytes will arrive. */
  readonly onEnd: (listener: BodyEndListener) => void
  /** Returns the timing up to now, or up to the end of the body. */
  readonly timing: () => ExchangeTiming
}

/** Status and headers of a response. */
interface Head {
  readonly status: number
  readonly statusText: string
  readonly headers: RawResponse['headers']
  readonly body: BodyStream
  readonly streamed: boolean
  readonly sentAt: number
  readonly firstByteAt: number
  readonly connection: ConnectionTiming | undefined
}

/**
 * Sends one request, once, and resolves to its response with any status.
 * @throws IbkrTransportError if no response arrives
 */
export async function sendHttpRequest(
  request: BuiltRequest,
  options: HttpExchangeOptions,
  signal: AbortSignal,
): Promise<RawOrStreamedResponse> {
  const { clock, queuedMs } = options
  const startedAt = clock.monotonic()
  const { body, connection, firstByteAt, headers, sentAt, status, statusText, streamed } = await dispatch(
    request,
    options,
    signal,
    startedAt,
  )
  let endedAt: number | undefined
  body.onEnd(() => {
    endedAt = clock.monotonic()
  })
  const connectMs = connection && connection.endedAt - connection.startedAt
  const timing = (): ExchangeTiming => {
    const end = endedAt ?? clock.monotonic()
    return {
      queueMs: queuedMs + Math.max(0, sentAt - startedAt - (connectMs ?? 0)),
      connectMs,
      firstByteMs: firstByteAt - sentAt,
      bodyMs: end - firstByteAt,
      totalMs: queuedMs + end - startedAt,
    }
  }
  const stream = streamed
    ? {
        body: body.decoded(),
        cancel: () => body.cancel(),
        onEnd: (listener: BodyEndListener) => body.onEnd(listener),
        timing,
      }
    : undefined
  return {
    body: stream === undefined ? await body.readAll() : new Uint8Array(),
    ...(stream && { stream }),
    status,
    statusText,
    headers,
    wireBytes: streamed ? 0 : body.wireBytes,
    timing: timing(),
    method: request.method,
    url: request.url.href,
  }
}

/** Resolves when status and headers of the response arrived. */
function dispatch(
  request: BuiltRequest,
  options: HttpExchangeOptions,
  signal: AbortSignal,
  startedAt: number,
): Promise<Head> {
  const { clock, timeout } = options
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined
    let sentAt: number | undefined
    let connection: ConnectionTiming | undefined
    let body: BodyStream | undefined
    let maxBodyBytes = options.maxWholeBytes
    let settled = false

    const failure = (
      cause: unknown,
      code?: IbkrErrorCode,
      mayHaveReachedServer = sentAt !== undefined,
    ): IbkrTransportError => {
      const responded = body !== undefined
      return createTransportError({ request, cause, code, timeout, maxBodyBytes, mayHaveReachedServer, responded })
    }
    const fail = (error: unknown): void => {
      if (settled) {
        body?.fail(error as IbkrTransportError)
        return
      }
      settled = true
      cancelTimeout()
      signal.removeEventListener('abort', onAbort)
      reject(error)
      // Before the request is sent, undici provides no controller: `onRequestStart` then aborts the request unsent.
      controller?.abort(error instanceof Error ? error : new Error('refused before it was sent'))
    }
    const onAbort = (): void => fail(failure(signal.reason, 'aborted'))
    const cancelTimeout = clock.after(timeout, () => fail(failure(undefined, 'timeout')))

    signal.addEventListener('abort', onAbort)
    if (signal.aborted) return onAbort()

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        controller = started
        if (settled) return started.abort(new Error('abandoned before it was sent'))
        try {
          callBeforeSend(options.beforeSend)
        } catch (error) {
          return fail(error)
        }
        sentAt = clock.monotonic()
        connection = options.log.claim(startedAt)
        options.onSent()
      },
      onResponseStart(responding, status, rawHeaders, statusText = '') {
        // A status 1xx only announces the response.
        if (status < 200 || settled || sentAt === undefined) return
        const firstByteAt = clock.monotonic()
        const headers = flattenHeaders(rawHeaders)
        options.onHead(status, headers)
        const streamed = options.streamed && status < 300
        if (streamed) maxBodyBytes = options.maxStreamedBytes
        settled = true
        signal.removeEventListener('abort', onAbort)
        body = new BodyStream({
          controller: responding,
          clock,
          chunkTimeout: streamed ? timeout : undefined,
          maxBytes: maxBodyBytes,
          encoding: headers['content-encoding'],
          signal,
          failure,
        })
        if (streamed) cancelTimeout()
        else body.onEnd(cancelTimeout)
        resolve({ status, statusText, headers, body, streamed, sentAt, firstByteAt, connection })
      },
      onResponseData(_controller, chunk) {
        body?.push(chunk)
      },
      onResponseEnd() {
        if (body === undefined) fail(failure(new Error('the response had no status')))
        else body.end()
      },
      onResponseError(_controller, error) {
        // With the option `fetch`, connecting begins after the request counts as sent, so a failure to connect still
        // means that nothing was sent.
        fail(failure(error, undefined, sentAt !== undefined && (body !== undefined || !isConnectFailure(error))))
      },
    }
    try {
      options.dispatcher.dispatch(
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

function flattenHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue
    flat[name.toLowerCase()] = Array.isArray(value) ? value.join(name === 'set-cookie' ? '\n' : ', ') : value
  }
  return flat
}
