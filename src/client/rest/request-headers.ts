import { IbkrError } from '../errors/ibkr-error.ts'

type Headers = Readonly<Record<string, string>>

/** Header names and values as RFC 9110 defines them: a token, and visible Latin-1 characters with blanks and tabs. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/
/** Characters that TLS accepts in a server name: a host header also selects the certificate. */
const HOST = /^[A-Za-z0-9._:[\]-]{1,255}$/
/** Headers of the connection, which only the client may set. */
const CONNECTION_HEADERS = ['transfer-encoding', 'keep-alive', 'upgrade', 'expect']

/**
 * Normalises a caller's headers: converts names to lower case and numbers and booleans to strings, and omits null and
 * undefined. Errors quote no value.
 * @throws IbkrError `config-invalid`, with the name of the header
 */
export function readHeaders(given: unknown): Headers {
  if (given === undefined || given === null) return {}
  if (typeof given !== 'object' || Array.isArray(given) || typeof Reflect.get(given, 'entries') === 'function') {
    throw new IbkrError('config-invalid', 'The headers of a request must be a plain object with strings as values.')
  }
  const read: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) {
    if (!NAME.test(name)) throw invalid(name, 'its name contains an invalid character')
    if (CONNECTION_HEADERS.includes(name.toLowerCase())) throw invalid(name, 'it belongs to the connection: omit it')
    if (value === undefined || value === null) continue
    if (typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol') {
      throw invalid(name, 'its value is not a string')
    }
    const text = String(value)
    if (!isHeaderText(text)) {
      throw invalid(name, 'its value contains an invalid character, such as a line end or one outside Latin-1')
    }
    if (name.toLowerCase() === 'host' && !HOST.test(text)) throw invalid(name, 'its value is not a host name')
    read[name.toLowerCase()] = text
  }
  return read
}

/** Reports whether a string can be the value of a header. */
export function isHeaderText(text: string): boolean {
  return VALUE.test(text)
}

/** Merges headers: later headers override earlier headers, regardless of case. Returns names in lower case. */
export function mergeHeaders(...parts: readonly Headers[]): Record<string, string> {
  const merged: Record<string, string> = {}
  for (const part of parts) {
    for (const [name, value] of Object.entries(part)) merged[name.toLowerCase()] = value
  }
  return merged
}

function invalid(name: string, reason: string): IbkrError {
  // The name is escaped, because a line end in it would break the log.
  return new IbkrError('config-invalid', `The header ${JSON.stringify(name.slice(0, 60))} cannot be sent: ${reason}.`)
}
