import type { Exchanged } from './exchange.ts'
import { judgeResponse } from './judge-response.ts'
import type { ExchangeTiming, RawResponse, RequestInput } from './request-input.ts'

const MAX_BYTES = 2 ** 30

/** What `stream` takes: what `request` does, save what needs the whole body. */
export interface StreamInput extends Omit<RequestInput, 'strict'> {
  /** Ms from leaving the pacing queue to the head of the answer, instead of the client's `timeout`; also for each further piece. */
  readonly timeout?: number
  /**
   * Bytes of the body, both as sent and after decompression. Default 1,073,741,824 (1 GiB). Outside 2xx the body is read whole, so that
   * `maxBodyBytes` of the client applies too.
   */
  readonly maxBytes?: number
  /** Resolves whatever the status; outside 2xx the body was read before. */
  readonly raw?: boolean
}

/** An answer whose body is still coming in. */
export interface StreamedResponse extends Pick<RawResponse, 'status' | 'statusText' | 'headers' | 'method' | 'url'> {
  /**
   * Decompressed, piece by piece, to be read once. Rejects as `request` would. A reader that stops early, by `break` for instance, closes
   * the connection; one that is slow slows the server down.
   */
  readonly body: AsyncIterable<Uint8Array>
  /** Lets the rest go. To be called by whoever does not read to the end. May be called again. */
  cancel(): void
  /** Where the time went: up to now while the body is coming in. */
  timing(): ExchangeTiming
}

/** @throws IbkrResponseError for a status outside 2xx, whose body was read like any other; not with `raw` */
export function judgeStream(response: Exchanged, input: StreamInput): StreamedResponse {
  const { stream, status, statusText, headers, method, url } = response
  const head = { status, statusText, headers, method, url }
  if (stream !== undefined) return { ...head, body: stream.body, cancel: stream.cancel, timing: stream.timing }
  if (input.raw !== true) {
    judgeResponse(response, input)
    throw new Error('an answer of 2xx without its stream')
  }
  return { ...head, body: wholeBody(response.body), cancel: () => undefined, timing: () => response.timing }
}

async function* wholeBody(body: Uint8Array): AsyncGenerator<Uint8Array> {
  if (body.byteLength > 0) yield body
}

/** How a stream's request is sent. */
export function streamedOption({ maxBytes }: StreamInput): {
  readonly streamed: { readonly maxBytes: number }
} {
  return { streamed: { maxBytes: maxBytes ?? MAX_BYTES } }
}
