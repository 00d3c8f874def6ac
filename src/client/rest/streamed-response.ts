import type { Exchanged } from './exchange.ts'
import { judgeResponse } from './judge-response.ts'
import type { RawResponse, RequestInput } from './request-input.ts'

const MAX_BYTES = 2 ** 30

/** What `stream` takes: what `request` does, save what needs the whole body. */
export interface StreamInput extends Omit<RequestInput, 'raw' | 'strict'> {
  /** Ms from leaving the pacing queue to the head of the answer, instead of the client's `timeout`; also for each further piece. */
  readonly timeout?: number
  /** Bytes of the body, both as sent and after decompression. Default 1,073,741,824 (1 GiB). */
  readonly maxBytes?: number
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
}

/** @throws IbkrResponseError for a status outside 2xx, whose body was read like any other */
export function judgeStream(response: Exchanged, input: StreamInput): StreamedResponse {
  const { stream, status, statusText, headers, method, url } = response
  if (stream === undefined) {
    judgeResponse(response, input)
    throw new Error('an answer of 2xx without its stream')
  }
  return { status, statusText, headers, method, url, body: stream.body, cancel: stream.cancel }
}

/** How a stream's request is sent. */
export function streamedOption({ maxBytes }: StreamInput): {
  readonly streamed: { readonly maxBytes: number }
} {
  return { streamed: { maxBytes: maxBytes ?? MAX_BYTES } }
}
