import { removeQuery } from '../api-path.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { formatJson } from '../format-json.ts'
import type { ServerAddress } from '../server-address.ts'
import { mergeHeaders, readHeaders } from './request-headers.ts'
import type { RequestInput } from './request-input.ts'
import { buildRequestUrl } from './request-url.ts'

/** A request before it is signed. */
export interface BuiltRequest {
  readonly method: string
  readonly url: URL
  /** The path as the caller passed it, without the query, for errors. */
  readonly path: string
  /** Headers with names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Headers from the caller. They override all others, including the signature. */
  readonly ownHeaders: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
  /** Claims of a body that is sent as a signed JWT. The JWT is signed last, because it expires soon. */
  readonly claims: Readonly<Record<string, unknown>> | undefined
  /** The pairs that a signature includes besides the URL: query and form body, decoded. */
  readonly signedPairs: readonly (readonly [string, string])[]
}

const FORM = 'application/x-www-form-urlencoded'

/**
 * Builds method, URL, headers and body from a caller's input. Pure: does not send or sign the request.
 * @throws IbkrError `config-invalid` for an invalid URL, method or body
 */
export function buildRequest(server: ServerAddress, input: RequestInput, userAgent: string): BuiltRequest {
  const method = requestMethod(input.method ?? 'GET')
  const url = buildRequestUrl(server, input.path, input.params)
  const content = requestBody(input)
  const ownHeaders = readHeaders(input.headers)
  const headers = mergeHeaders(
    { accept: '*/*', 'accept-encoding': 'gzip,deflate', 'user-agent': userAgent },
    content.type === undefined ? {} : { 'content-type': content.type },
    ownHeaders,
  )
  const form = headers['content-type']?.startsWith(FORM) && typeof content.body === 'string' ? content.body : ''
  return {
    method,
    url,
    path: removeQuery(input.path),
    headers,
    ownHeaders,
    body: content.body,
    claims: input.jwt === true ? jwtClaims(input) : undefined,
    signedPairs: [...url.searchParams, ...new URLSearchParams(form)],
  }
}

function requestMethod(method: unknown): string {
  const name = typeof method === 'string' ? method.toUpperCase() : ''
  // CONNECT is rejected, because it opens a tunnel instead of sending a request.
  if (/^[A-Z]+$/.test(name) && name !== 'CONNECT') return name
  throw new IbkrError(
    'config-invalid',
    'The method of a request is not an HTTP method: write GET, POST or another one.',
  )
}

function requestBody(input: RequestInput): { readonly type?: string; readonly body: string | Uint8Array | undefined } {
  if (input.jwt === true) return { type: 'application/jwt', body: undefined }
  if (input.body !== undefined) return { type: 'application/json', body: givenBody(input.body, input.path) }
  if (input.data === undefined) return { body: undefined }
  if (input.data instanceof URLSearchParams) return { type: FORM, body: input.data.toString() }
  return { type: 'application/json', body: dataText(input.data, input.path) }
}

function givenBody(body: unknown, path: string): string | Uint8Array {
  if (typeof body === 'string' || body instanceof Uint8Array) return body
  throw new IbkrError(
    'config-invalid',
    `The body for ${path} is neither text nor bytes: pass other values as "data", which is sent as JSON.`,
  )
}

/** Converts the data to JSON claims here, so that data without a JSON form is rejected before the request is queued. */
function jwtClaims(input: RequestInput): Readonly<Record<string, unknown>> {
  const { data = {}, body, path } = input
  const isRecord =
    typeof data === 'object' && data !== null && !Array.isArray(data) && !(data instanceof URLSearchParams)
  if (body !== undefined || !isRecord) {
    throw new IbkrError(
      'config-invalid',
      `A signed JWT for ${path} requires "data", an object: its fields are the claims.`,
    )
  }
  return JSON.parse(dataText(data, path))
}

/** Formats the data as JSON. A function or a symbol has no JSON form. */
function dataText(data: unknown, path: string): string {
  const text = formatJson(data, `The data for ${path}`)
  if (text !== undefined) return text
  throw new IbkrError('config-invalid', `The data for ${path} cannot be written as JSON.`)
}
