import { withoutQuery } from '../api-path.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { ServerAddress } from '../gateway.ts'
import { jsonText } from '../json-text.ts'
import { mergeHeaders, readHeaders } from './request-headers.ts'
import type { RequestInput } from './request-input.ts'
import { requestUrl } from './request-url.ts'

/** A request as it will be sent, save for its signature. */
export interface BuiltRequest {
  readonly method: string
  readonly url: URL
  /** As the caller gave it, without the query: for errors and pacing. */
  readonly path: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Those of them that the caller gave: they win over a signature as well. */
  readonly ownHeaders: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
  /** Of a body that has to be sent as a signed JWT; it is signed last, because it ends soon. */
  readonly claims: Readonly<Record<string, unknown>> | undefined
  /** What a signature covers beside the URL: query pairs and those of a form body, decoded. */
  readonly signedPairs: readonly (readonly [string, string])[]
}

const FORM = 'application/x-www-form-urlencoded'

/**
 * Turns what a caller asked for into method, URL, headers and body. Pure: sends and signs nothing.
 * @throws IbkrError `config-invalid` for an impossible URL, method or body
 */
export function buildRequest(server: ServerAddress, input: RequestInput, userAgent: string): BuiltRequest {
  const method = requestMethod(input.method ?? 'GET')
  const url = requestUrl(server, input.path, input.params)
  const carried = requestBody(input)
  const ownHeaders = readHeaders(input.headers)
  const headers = mergeHeaders(
    { accept: '*/*', 'accept-encoding': 'gzip,deflate', 'user-agent': userAgent },
    carried.type === undefined ? {} : { 'content-type': carried.type },
    ownHeaders,
  )
  const form = headers['content-type']?.startsWith(FORM) && typeof carried.body === 'string' ? carried.body : ''
  return {
    method,
    url,
    path: withoutQuery(input.path),
    headers,
    ownHeaders,
    body: carried.body,
    claims: input.jwt === true ? jwtClaims(input) : undefined,
    signedPairs: [...url.searchParams, ...new URLSearchParams(form)],
  }
}

function requestMethod(method: unknown): string {
  const name = typeof method === 'string' ? method.toUpperCase() : ''
  // CONNECT opens a tunnel, which is no request of this API.
  if (/^[A-Z]+$/.test(name) && name !== 'CONNECT') return name
  throw new IbkrError(
    'config-invalid',
    'The method of a request is not an HTTP method: write GET, POST or another one.',
  )
}

function requestBody(input: RequestInput): { readonly type?: string; readonly body: string | Uint8Array | undefined } {
  if (input.jwt === true) return { type: 'application/jwt', body: undefined }
  if (input.body !== undefined) return { type: 'application/json', body: content(input.body, input.path) }
  if (input.data === undefined) return { body: undefined }
  if (input.data instanceof URLSearchParams) return { type: FORM, body: input.data.toString() }
  return { type: 'application/json', body: dataText(input.data, input.path) }
}

function content(body: unknown, path: string): string | Uint8Array {
  if (typeof body === 'string' || body instanceof Uint8Array) return body
  throw new IbkrError(
    'config-invalid',
    `The body for ${path} is neither text nor bytes: give other values as "data", which is sent as JSON.`,
  )
}

/** JSON's own idea of the data, so that what cannot be written is told here. */
function jwtClaims(input: RequestInput): Readonly<Record<string, unknown>> {
  const { data = {}, body, path } = input
  const isRecord =
    typeof data === 'object' && data !== null && !Array.isArray(data) && !(data instanceof URLSearchParams)
  if (body !== undefined || !isRecord) {
    throw new IbkrError(
      'config-invalid',
      `A signed JWT for ${path} is made of "data", an object: its fields are the claims.`,
    )
  }
  return JSON.parse(dataText(data, path))
}

/** A function or a symbol gives no text at all. */
function dataText(data: unknown, path: string): string {
  const text = jsonText(data, `The data for ${path}`)
  if (text !== undefined) return text
  throw new IbkrError('config-invalid', `The data for ${path} cannot be written as JSON.`)
}
