import { IbkrError } from '../errors/ibkr-error.ts'
import type { ServerAddress } from '../gateway.ts'
import type { ParamValue, RequestInput } from './request-input.ts'

/** A request as it will be sent, save for its signature. */
export interface BuiltRequest {
  readonly method: string
  readonly url: URL
  /** As the caller gave it, without the query: for errors and pacing. */
  readonly path: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
  /** Of a body that has to be sent as a signed JWT; it is signed last, because it ends soon. */
  readonly claims: Readonly<Record<string, unknown>> | undefined
  /** What a signature covers beside the URL: query pairs and those of a form body, decoded. */
  readonly signedPairs: readonly (readonly [string, string])[]
}

const FORM = 'application/x-www-form-urlencoded'
const ABSOLUTE = /^\/(v1\/api|gw|oauth2)\//

/**
 * Turns what a caller asked for into method, URL, headers and body. Pure: sends and signs nothing.
 * @throws IbkrError `config-invalid` for an impossible URL, method or body
 */
export function buildRequest(server: ServerAddress, input: RequestInput, userAgent: string): BuiltRequest {
  const method = (input.method ?? 'GET').toUpperCase()
  if (!/^[A-Z]+$/.test(method)) throw new IbkrError('config-invalid', `"${input.method}" is not an HTTP method.`)
  const url = requestUrl(server, input.path)
  for (const [name, value] of Object.entries(input.params ?? {})) {
    const text = paramText(value)
    if (text !== undefined) url.searchParams.append(name, text)
  }
  const content = requestBody(input)
  const headers = mergeHeaders(
    { accept: '*/*', 'accept-encoding': 'gzip,deflate', 'user-agent': userAgent },
    content.type === undefined ? {} : { 'content-type': content.type },
    input.headers ?? {},
  )
  const form = headers['content-type']?.startsWith(FORM) && typeof content.body === 'string' ? content.body : ''
  return {
    method,
    url,
    path: input.path.split('?', 1)[0] ?? input.path,
    headers,
    body: content.body,
    claims: input.jwt === true ? jwtClaims(input) : undefined,
    signedPairs: [...url.searchParams, ...new URLSearchParams(form)],
  }
}

/** Later headers win over earlier ones, whatever their case; names come out in lower case. */
export function mergeHeaders(...parts: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const merged: Record<string, string> = {}
  for (const part of parts) {
    for (const [name, value] of Object.entries(part)) merged[name.toLowerCase()] = value
  }
  return merged
}

function requestUrl(server: ServerAddress, path: string): URL {
  const text = ABSOLUTE.test(path) ? server.root + path : server.api + path.replace(/^\//, '')
  try {
    const url = new URL(text)
    url.hash = ''
    return url
  } catch (cause) {
    throw new IbkrError('config-invalid', `"${path}" does not make a URL.`, { cause })
  }
}

function paramText(value: ParamValue): string | undefined {
  if (value === null || value === undefined) return undefined
  return Array.isArray(value) ? value.join(',') : String(value)
}

function requestBody(input: RequestInput): { readonly type?: string; readonly body: string | Uint8Array | undefined } {
  if (input.jwt === true) return { type: 'application/jwt', body: undefined }
  if (input.body !== undefined) return { type: 'application/json', body: input.body }
  if (input.data === undefined) return { body: undefined }
  if (input.data instanceof URLSearchParams) return { type: FORM, body: input.data.toString() }
  return { type: 'application/json', body: jsonText(input.data, input.path) }
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
  return JSON.parse(jsonText(data, path))
}

function jsonText(data: unknown, path: string): string {
  try {
    return JSON.stringify(data)
  } catch (cause) {
    throw new IbkrError('config-invalid', `The data for ${path} cannot be written as JSON.`, { cause })
  }
}
