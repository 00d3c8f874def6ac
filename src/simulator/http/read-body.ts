import type { IncomingMessage } from 'node:http'
import type { CallBody } from './call.ts'

/** Largest request body taken, in bytes. */
export const maxBodyBytes = 1_048_576

/**
 * Reads the whole body as text; undefined where it is larger than `maxBodyBytes`. The rest of a body that is too large is left
 * in the connection, which has to be closed after the answer.
 */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  // Most requests have none, and reading it all the same would cost more than checking the signature.
  if (length === undefined && encoding === undefined) return ''
  if (Number(length) > maxBodyBytes) return undefined
  const chunks: Buffer[] = []
  let size = 0
  // Leaving the loop must not destroy the connection that the answer travels on.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBodyBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
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
