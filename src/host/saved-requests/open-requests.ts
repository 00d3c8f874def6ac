import { join } from 'node:path'
import { z } from 'zod'
import {
  type OpenRequest,
  type OpenRequestChange,
  type OpenRequests,
  openRequests,
} from '../../shared/contract/schemas.ts'
import type { HostContext } from '../host-context.ts'
import { HostError } from '../host-error.ts'
import type { HandlersOf } from '../service-types.ts'
import { loadJsonFile, readFormatVersion, saveJsonFile } from '../storage/json-file.ts'
import { removeSecrets } from './remove-secrets.ts'

const VERSION = 1
const fileSchema = openRequests.extend({ schemaVersion: z.literal(VERSION) })

/** Maximum number of characters of all open requests together. Every change writes the whole file. */
const MAX_CHARACTERS = 2_000_000

/**
 * Requests that are open in the explorer, in `open-requests.json` of the user data folder. Several windows store their
 * requests here: each adds, changes and closes only its own.
 */
export class OpenRequestsService {
  /** Notice about a stored file that could not be used. */
  readonly notice: string | undefined
  readonly #path: string
  readonly #isNewer: boolean
  #content: OpenRequests

  constructor({ home, now }: { readonly home: string; readonly now: () => number }) {
    this.#path = join(home, 'open-requests.json')
    this.#isNewer = (readFormatVersion(this.#path) ?? 0) > VERSION
    const empty: z.infer<typeof fileSchema> = { schemaVersion: VERSION, requests: [] }
    const loaded = this.#isNewer ? { value: empty } : loadJsonFile(this.#path, fileSchema, empty, now)
    const { requests, activeId } = loaded.value
    this.#content = { requests, ...(activeId !== undefined && { activeId }) }
    this.notice = this.#isNewer
      ? `A newer version of the console wrote ${this.#path}. It is not changed, and open requests are not stored.`
      : 'notice' in loaded
        ? loaded.notice
        : undefined
  }

  get content(): OpenRequests {
    return this.#content
  }

  /** @throws HostError `limit` if the requests are too large to be stored together */
  save({ changed, closed, order, activeId }: OpenRequestChange): void {
    if (this.#isNewer) return
    const byId = new Map<string, OpenRequest>(this.#content.requests.map((request) => [request.id, request]))
    for (const request of changed) byId.set(request.id, { ...request, ...removeSecrets(request) })
    for (const id of closed) byId.delete(id)
    const places = new Map(order.map((id, at) => [id, at]))
    const placeOf = ({ id }: OpenRequest): number => places.get(id) ?? order.length
    const requests = [...byId.values()].sort((one, other) => placeOf(one) - placeOf(other))
    const content = { requests, activeId }
    if (JSON.stringify(content).length > MAX_CHARACTERS)
      throw new HostError('limit', 'The open requests are too large to be kept over a restart. Close some of them.')
    saveJsonFile(this.#path, fileSchema, { schemaVersion: VERSION, ...content })
    this.#content = content
  }
}

export function createOpenRequests({ home, clock, notices }: HostContext): HandlersOf<'openRequests'> {
  const open = new OpenRequestsService({ home, now: clock.now })
  notices.add(open.notice)
  return {
    'openRequests.list': async () => open.content,
    'openRequests.save': async (change) => open.save(change),
  }
}
