import { STATUS_CODES } from 'node:http'
import type { ExchangeTiming, RawResponse } from '../../client/index.ts'
import type { RequestTiming } from '../../shared/domain/requests.ts'
import { maskHeaders } from './mask-secrets-in-body.ts'

type Head = Pick<RawResponse, 'status' | 'statusText' | 'headers' | 'url'>

/** Status, headers without secrets, and timing of a response, for the window and the history. */
export interface ResponseHeadFields {
  readonly status: number
  readonly statusText: string
  readonly headers: Readonly<Record<string, string>>
  readonly timing: RequestTiming
  readonly url: string
}

/** Returns the head of a response without its secrets. */
export function readHead({ status, statusText, headers, url }: Head, timing: ExchangeTiming): ResponseHeadFields {
  const { bodyMs, connectMs, firstByteMs, queueMs, totalMs } = timing
  return {
    status,
    // HTTP/2 and some gateways omit the status text.
    statusText: statusText || (STATUS_CODES[status] ?? ''),
    headers: maskHeaders(headers),
    timing: {
      queue: queueMs,
      ...(connectMs !== undefined && { connect: connectMs }),
      firstByte: firstByteMs,
      body: bodyMs,
      total: totalMs,
    },
    url,
  }
}
