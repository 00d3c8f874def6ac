import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { SavedRequest } from '../../shared/contract/saved-request-views.ts'
import { type SavedRequestContent, savedRequestContent, savedVariable } from '../../shared/contract/schemas.ts'
import { isBoundedJson } from '../../shared/rpc/json-bounds.ts'
import { HostError } from '../host-error.ts'

/** The version of the stored file and of exported requests. */
export const SAVED_REQUESTS_VERSION = 1

export const MAX_SAVED_REQUESTS = 2_000
/**
 * Maximum number of characters of all saved requests together. Every change writes the whole file and sends it to every
 * window.
 */
export const MAX_SAVED_CHARACTERS = 4_000_000
export const MAX_VARIABLES = 200
export const MAX_FAVOURITES = 1_000

const savedRequest = savedRequestContent.extend({ id: z.uuid() })

/**
 * Schema of the whole file. Each request is parsed separately, so that a request of a newer version does not invalidate
 * the others.
 */
export const savedRequestsFileSchema = z.strictObject({
  schemaVersion: z.literal(SAVED_REQUESTS_VERSION),
  favourites: z.array(z.string().max(400)).max(MAX_FAVOURITES),
  requests: z.array(z.unknown()),
  variables: z.record(z.string().max(40), z.array(savedVariable).max(MAX_VARIABLES)),
})

export type SavedRequestsFile = z.infer<typeof savedRequestsFileSchema>

/**
 * Parses the requests of a file. `unread` contains invalid entries, of a newer version or edited by the user. If two
 * requests have the same id, the second gets a new id.
 */
export function readSavedRequests(entries: readonly unknown[]): {
  readonly requests: readonly SavedRequest[]
  readonly unread: readonly unknown[]
} {
  const requests: SavedRequest[] = []
  const unread: unknown[] = []
  const ids = new Set<string>()
  for (const entry of entries) {
    const { data } = savedRequest.safeParse(entry)
    if (data) requests.push({ ...data, id: ids.has(data.id) ? randomUUID() : data.id })
    else unread.push(entry)
    if (data) ids.add(data.id)
  }
  return { requests, unread }
}

const exportedSchema = z.strictObject({
  ibkrConsoleRequests: z.literal(SAVED_REQUESTS_VERSION),
  requests: z.array(savedRequestContent).max(MAX_SAVED_REQUESTS),
})
const EXPORTED_BOUNDS = { depth: 10, values: 100_000 }

/**
 * Parses the requests of an exported file. One invalid request rejects the whole file.
 * @throws HostError `invalid-input`
 */
export function readExportedRequests(text: string): readonly SavedRequestContent[] {
  if (!isBoundedJson(text, EXPORTED_BOUNDS)) {
    throw notExported('the file contains too many values; export fewer requests')
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new HostError('invalid-input', 'The file is not JSON. Choose a file that was exported from the console.', {
      cause: error,
    })
  }
  const { ibkrConsoleRequests: version } = (json ?? {}) as { readonly ibkrConsoleRequests?: unknown }
  if (typeof version === 'number' && version > SAVED_REQUESTS_VERSION) {
    throw notExported('exported by a newer version of the console; import them in that version')
  }
  const parsed = exportedSchema.safeParse(json)
  if (parsed.success) return parsed.data.requests
  const issue = parsed.error.issues[0]
  throw notExported(`${issue?.path.join('.') || 'top level'}: ${issue?.message.slice(0, 200) ?? 'wrong shape'}`)
}

const notExported = (why: string): HostError =>
  new HostError('invalid-input', `These exported requests cannot be read (${why}). Nothing was imported.`)
