import { hasDotSegment } from '../../shared/domain/dot-segment.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { ServerAddress } from '../server-address.ts'

const ABSOLUTE = /^\/(v1\/api|gw|oauth2)\//

/**
 * Builds the URL of a request from its path and parameters.
 * @throws IbkrError `config-invalid`, with the name of the parameter
 */
export function buildRequestUrl(server: ServerAddress, path: string, params: unknown): URL {
  const url = pathUrl(server, path)
  for (const [name, value] of Object.entries(readParams(params))) {
    const text = paramText(name, value)
    if (text !== undefined) url.searchParams.append(name, text)
  }
  return url
}

function pathUrl(server: ServerAddress, path: string): URL {
  if (/^(https?|wss?):\/\//i.test(path)) {
    throw new IbkrError(
      'config-invalid',
      'The path of a request must not contain a host: pass the host to the client, and here only the part after /v1/api/.',
    )
  }
  if (hasDotSegment(path)) {
    throw new IbkrError(
      'config-invalid',
      `The path ${JSON.stringify(path.slice(0, 200))} has a dot segment, which would resolve to another path: write the resolved path.`,
    )
  }
  const text = ABSOLUTE.test(path) ? server.root + path : server.api + (path.startsWith('/') ? path.slice(1) : path)
  try {
    const url = new URL(text)
    url.hash = ''
    return url
  } catch (cause) {
    throw new IbkrError('config-invalid', `"${path}" is not valid in a URL.`, { cause })
  }
}

function readParams(params: unknown): object {
  if (params === undefined || params === null) return {}
  if (
    typeof params !== 'object' ||
    Array.isArray(params) ||
    params instanceof URLSearchParams ||
    params instanceof Map
  ) {
    throw new IbkrError('config-invalid', 'The params of a request must be a plain object of names and values.')
  }
  return params
}

function paramText(name: string, value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined
  if (!Array.isArray(value)) return oneText(name, value)
  return value.map((item) => (item === null || item === undefined ? '' : oneText(name, item))).join(',')
}

/**
 * Converts a value to a string. Dates, decimals and similar objects have their own string form; any other object would
 * become `[object Object]`.
 */
function oneText(name: string, value: unknown): string {
  const isTextual = typeof value !== 'function' && typeof value !== 'symbol'
  const text = isTextual ? textOf(value) : undefined
  if (text !== undefined && !/^\[object \w*\]$/.test(text)) return text
  throw new IbkrError(
    'config-invalid',
    `The parameter ${JSON.stringify(name.slice(0, 60))} must be a string, a number, true or false, or a list of these.`,
  )
}

function textOf(value: unknown): string | undefined {
  try {
    return String(value)
  } catch {
    return undefined
  }
}
