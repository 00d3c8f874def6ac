import type { IncomingMessage } from 'node:http'
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
