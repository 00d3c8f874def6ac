import { IbkrResponseError } from '../errors/response-error.ts'
import type { RawResponse } from './request-input.ts'

/**
 * The value of an answer: parsed JSON; plain text as it is; undefined for an empty body.
 * @throws IbkrResponseError for a status outside 2xx
 */
export function judgeResponse(response: RawResponse, path: string): unknown {
  const text = bodyText(response)
  const body = parseBody(text)
  if (response.status >= 200 && response.status < 300) return body
  const { 'set-cookie': _session, ...headers } = response.headers
  throw new IbkrResponseError({ method: response.method, path, status: response.status, body, text, headers })
}

/** The body as text (UTF-8, the only encoding IBKR uses). */
export function bodyText(response: RawResponse): string {
  return new TextDecoder().decode(response.body)
}

/** JSON where it is JSON: IBKR does not always label it so, and labels plain text as JSON now and then. */
export function parseBody(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
