import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { CallBody } from './call.ts'

/** Largest request body taken, in bytes. */
export const maxBodyBytes = 1_048_576

/**
 * Reads the whole body as text; undefined where it is larger than `maxBodyBytes`. The rest of a body that is too large is left
 * in the connection, which has to be closed after the answer. Rejects where the client hangs up in mid-body.
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
    request.once('close', () => reject(new Error('The client hung up in mid-body')))
  })
}

/** Parses a body by its content type; anything that is not a form is taken for JSON, like IBKR does. */
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
 * The URLs that a client may have signed for this request: the one of its Host header, the addresses under which the server
 * is known, and IBKR's own, because clients with a fixed host reach the simulator through a redirected name.
 */
export function signableUrls(
  request: RawRequest,
  scheme: 'http' | 'https',
  origins: readonly string[],
): readonly string[] {
  const host = request.headers.host
  const all = [...(host === undefined ? [] : [`${scheme}://${host}`]), ...origins, 'https://api.ibkr.com']
  return [...new Set(all)].map((origin) => `${origin}${request.path}`)
}

/** A serialized JWT; its third part is the signature that makes it worth something. */
const jwt = /\b(eyJ[\w-]+\.[\w-]+)\.[\w-]+/g

const recordedCharacters = 10_000

/** A body fit for the record: cut at 10,000 characters, and a JWT in it keeps its claims but loses its signature. */
export function redactBody(body: string): string {
  // A slice would keep the whole body alive.
  const cut = body.length <= recordedCharacters ? body : Buffer.from(body.slice(0, recordedCharacters)).toString()
  return cut.includes('eyJ') ? cut.replace(jwt, '$1.•••') : cut
}

const secretHeaders: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization'])

/** Request headers fit for the record: secrets become `•••`, repeated ones are joined with a comma. */
export function redactHeaders(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  const visible: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue
    visible[name] = secretHeaders.has(name) ? '•••' : Array.isArray(value) ? value.join(', ') : value
  }
  return visible
}

/** One request with its body, before anybody outcomeOf it. */
export interface RawRequest {
  readonly method: string
  /** Path with its prefix, as it came. */
  readonly path: string
  /** Raw query without the question mark. */
  readonly query: string
  readonly headers: IncomingMessage['headers']
  /** IP address of the caller. */
  readonly address: string
  readonly bodyText: string
  readonly body: ReturnType<typeof parseBody>
}
