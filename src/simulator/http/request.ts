import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { CallBody } from './define-route.ts'

/** Maximum size of a request body, in bytes. */
export const maxBodyBytes = 1_048_576

/**
 * Reads the body as a string. Returns undefined for a body larger than `maxBodyBytes`; its rest then stays unread, and
 * the connection must be closed after the response. Rejects if the client closes the connection first.
 */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const length = request.headers['content-length']
  if (length !== undefined && Number(length) > maxBodyBytes) return undefined
  if ((length === undefined || length === '0') && request.headers['transfer-encoding'] === undefined) return ''
  return await new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const take = (chunk: Buffer) => {
      size += chunk.length
      chunks.push(chunk)
      if (size <= maxBodyBytes) return
      request.off('data', take)
      request.pause()
      resolve(undefined)
    }
    request.on('data', take)
    request.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    request.once('error', reject)
    request.once('close', () => reject(new Error('The client closed the connection while it sent the body')))
  })
}

/** Parses a body by its content type. Like IBKR, treats everything except a form as JSON. */
export function parseBody(body: string, contentType: string | undefined): CallBody {
  if (body === '') return { kind: 'none' }
  if (contentType?.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
    return { kind: 'form', pairs: new URLSearchParams(body) }
  }
  try {
    return { kind: 'json', value: JSON.parse(body) as unknown }
  } catch (error) {
    return { kind: 'malformed', problem: error instanceof Error ? error.message : String(error) }
  }
}

/**
 * Returns the URLs that a client may have signed: the URL of its Host header, the URLs of this server, and IBKR's own.
 * A client with a fixed host can be redirected to the simulator, and then signs IBKR's URL.
 */
export function listSignableUrls(
  request: RawRequest,
  scheme: 'http' | 'https',
  origins: readonly string[],
): readonly string[] {
  const host = request.headers.host
  const all = [...(host === undefined ? [] : [`${scheme}://${host}`]), ...origins, 'https://api.ibkr.com']
  return [...new Set(all)].map((origin) => `${origin}${request.path}`)
}

/** Matches a serialised JWT without its third part, the signature. */
const jwt = /\b(eyJ[\w-]+\.[\w-]+)\.[\w-]+/g

const recordedCharacters = 10_000

/** Shortens a body for the record to 10,000 characters, and removes the signature of a JWT. */
export function redactBody(body: string): string {
  // Copy the string, because a slice would keep the whole body in memory.
  const cut = body.length <= recordedCharacters ? body : Buffer.from(body.slice(0, recordedCharacters)).toString()
  return cut.includes('eyJ') ? cut.replace(jwt, '$1.•••') : cut
}

const secretHeaders: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization'])

/** Redacts request headers for the record: secrets become `•••`, and repeated headers are joined with a comma. */
export function redactHeaders(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  const visible: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue
    visible[name] = secretHeaders.has(name) ? '•••' : Array.isArray(value) ? value.join(', ') : value
  }
  return visible
}

/** A request with its body, before authentication. */
export interface RawRequest {
  readonly method: string
  /** Undecoded path with its prefix. */
  readonly path: string
  /** Raw query without the question mark. */
  readonly query: string
  readonly headers: IncomingMessage['headers']
  /** IP address of the caller. */
  readonly address: string
  readonly bodyText: string
  readonly body: ReturnType<typeof parseBody>
}
