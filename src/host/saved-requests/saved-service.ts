import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { readPlainText } from '../../shared/catalogue/document/untrusted-values.ts'
import type { SavedRequest, SavedRequestsView } from '../../shared/contract/saved-request-views.ts'
import type { SavedRequestContent } from '../../shared/contract/schemas.ts'
import { createFeed, type Feed } from '../feed.ts'
import type { HostContext } from '../host-context.ts'
import { HostError } from '../host-error.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import type { HandlersOf } from '../service-types.ts'
import { loadJsonFile, readFormatVersion, saveJsonFile } from '../storage/json-file.ts'
import { describeSecretVariable, removeSecretsFromSaved } from './remove-secrets.ts'
import {
  MAX_FAVOURITES,
  MAX_SAVED_CHARACTERS,
  MAX_SAVED_REQUESTS,
  MAX_VARIABLES,
  readExportedRequests,
  readSavedRequests,
  SAVED_REQUESTS_VERSION,
  type SavedRequestsFile,
  savedRequestsFileSchema,
} from './saved-requests-file.ts'

const EMPTY: SavedRequestsFile = { schemaVersion: SAVED_REQUESTS_VERSION, favourites: [], requests: [], variables: {} }

export interface SavedServiceOptions {
  readonly home: string
  readonly now: () => number
  /** Returns the ids of the existing profiles. The next change removes variables of other profiles. */
  readonly profileIds: () => readonly string[]
}

interface Content extends Omit<SavedRequestsFile, 'requests'> {
  readonly requests: readonly SavedRequest[]
}

/** Favourites, saved requests and variables of the explorer, in `explorer.json` of the user data folder. */
export class SavedService {
  readonly feed: Feed<SavedRequestsView, SavedRequestsView>
  /** Notice about a stored file that could not be used. */
  readonly notice: string | undefined
  readonly #path: string
  readonly #profileIds: SavedServiceOptions['profileIds']
  readonly #newer: string | undefined
  readonly #unread: readonly unknown[]
  /** Removed requests that `restore` can bring back, newest last. */
  readonly #removed = new Map<string, SavedRequest>()
  #content: Content

  constructor({ home, now, profileIds }: SavedServiceOptions) {
    this.#path = join(home, 'explorer.json')
    this.#profileIds = profileIds
    this.#newer = newerVersion(this.#path)
    const loaded =
      this.#newer === undefined ? loadJsonFile(this.#path, savedRequestsFileSchema, EMPTY, now) : { value: EMPTY }
    const { requests, unread } = readSavedRequests(loaded.value.requests)
    this.#content = { ...loaded.value, requests }
    this.#unread = unread
    this.notice = this.#newer ?? ('notice' in loaded ? loaded.notice : undefined)
    this.feed = createFeed(() => this.view)
  }

  get view(): SavedRequestsView {
    if (this.#newer !== undefined) return { kind: 'newer', message: this.#newer }
    const { favourites, requests, variables } = this.#content
    return { kind: 'open', favourites, requests, variables, unread: this.#unread.length }
  }

  favourite(operationId: string, wanted: boolean): void {
    const others = this.#content.favourites.filter((id) => id !== operationId)
    if (wanted && others.length >= MAX_FAVOURITES) throw full(`${MAX_FAVOURITES} operations are favourites`)
    this.#change({ favourites: wanted ? [...others, operationId] : others })
  }

  /** Saves a request. With an id, it replaces the request with that id. */
  put(content: SavedRequestContent, id: string | undefined): { id: string } {
    const { requests } = this.#content
    const request = { id: id ?? randomUUID(), ...removeSecretsFromSaved(content) }
    const at = requests.findIndex((each) => each.id === id)
    if (at < 0) this.#makeRoom(1)
    this.#change({ requests: at < 0 ? [...requests, request] : requests.with(at, request) })
    return { id: request.id }
  }

  move(ids: readonly string[], folder: string): void {
    const name = readPlainText(folder, 100)
    this.#change({
      requests: this.#content.requests.map((each) => (ids.includes(each.id) ? { ...each, folder: name } : each)),
    })
  }

  remove(ids: readonly string[]): void {
    const { requests } = this.#content
    this.#change({ requests: requests.filter(({ id }) => !ids.includes(id)) })
    for (const request of requests) if (ids.includes(request.id)) this.#removed.set(request.id, request)
    for (const id of [...this.#removed.keys()].slice(0, -MAX_SAVED_REQUESTS)) this.#removed.delete(id)
  }

  /** Restores removed requests. */
  restore(ids: readonly string[]): void {
    const back = ids.flatMap((id) => this.#removed.get(id) ?? [])
    if (back.length < ids.length) throw new HostError('not-found', 'These requests can no longer be restored.')
    this.#makeRoom(back.length)
    const others = this.#content.requests.filter(({ id }) => !ids.includes(id))
    this.#change({ requests: [...others, ...back] })
    for (const id of ids) this.#removed.delete(id)
  }

  /**
   * Adds requests that another console exported. A request that is already saved with the same content is not added
   * again.
   */
  import(text: string): { added: number; known: number } {
    const contents = readExportedRequests(text).map(removeSecretsFromSaved)
    const known = new Set(this.#content.requests.map(({ id: _, ...content }) => textOf(content)))
    const added: SavedRequest[] = []
    for (const content of contents) {
      const whole = textOf(content)
      if (known.has(whole)) continue
      known.add(whole)
      added.push({ id: randomUUID(), ...content })
    }
    this.#makeRoom(added.length)
    if (added.length > 0) this.#change({ requests: [...this.#content.requests, ...added] })
    return { added: added.length, known: contents.length - added.length }
  }

  /** Sets a variable, or removes it for an undefined value. */
  variable(profileId: string, name: string, value: string | undefined): void {
    const secret = value === undefined ? undefined : describeSecretVariable(name, value)
    if (secret !== undefined) throw new HostError('invalid-input', secret)
    const profiles = this.#profileIds()
    if (!profiles.includes(profileId)) throw new HostError('not-found', 'This profile does not exist.')
    const current = Object.fromEntries(Object.entries(this.#content.variables).filter(([id]) => profiles.includes(id)))
    const before = current[profileId] ?? []
    const at = before.findIndex((variable) => variable.name === name)
    if (value !== undefined && at < 0 && before.length >= MAX_VARIABLES) {
      throw full(`${MAX_VARIABLES} variables are defined for this profile`)
    }
    const changed = value === undefined ? [] : [{ name, value }]
    const mine = at < 0 ? [...before, ...changed] : before.toSpliced(at, 1, ...changed)
    this.#change({ variables: { ...current, [profileId]: mine } })
  }

  #makeRoom(wanted: number): void {
    if (this.#content.requests.length + wanted > MAX_SAVED_REQUESTS)
      throw full(`${MAX_SAVED_REQUESTS} requests are saved`)
  }

  #change(change: Partial<Content>): void {
    if (this.#newer !== undefined) throw new HostError('not-available', `Not saved. ${this.#newer}`)
    const size = sizeOf(change.requests ?? [])
    if (size > MAX_SAVED_CHARACTERS && size > sizeOf(this.#content.requests)) {
      throw new HostError('limit', 'All saved requests together may have 4 million characters. Remove some first.')
    }
    const content = { ...this.#content, ...change }
    const requests = [...content.requests, ...this.#unread]
    saveJsonFile(this.#path, savedRequestsFileSchema, { ...content, requests })
    this.#content = content
    this.feed.push([this.view])
  }
}

export function createSavedServices({ home, clock, notices }: HostContext, list: ProfileList): HandlersOf<'saved'> {
  const saved = new SavedService({ home, now: clock.now, profileIds: () => list.profiles.map(({ id }) => id) })
  notices.add(saved.notice)
  return {
    'saved.feed': () => saved.feed,
    'saved.favourite': async ({ operationId, wanted }) => saved.favourite(operationId, wanted),
    'saved.put': async ({ id, content }) => saved.put(content, id),
    'saved.remove': async ({ ids }) => saved.remove(ids),
    'saved.restore': async ({ ids }) => saved.restore(ids),
    'saved.move': async ({ ids, folder }) => saved.move(ids, folder),
    'saved.import': async ({ text }) => saved.import(text),
    'saved.variable': async ({ profileId, name, value }) => saved.variable(profileId, name, value),
  }
}

/** Returns the approximate number of characters in the file. */
function sizeOf(requests: readonly SavedRequestContent[]): number {
  return requests.reduce((sum, { path, body, rows }) => {
    const inRows = rows.reduce((characters, { name, value }) => characters + 60 + name.length + value.length, 0)
    return sum + 300 + path.length + body.length + inRows
  }, 0)
}

const full = (what: string): HostError => new HostError('limit', `${what}, which is the maximum. Remove some first.`)

const textOf = ({ folder, name, method, path, rows, body }: SavedRequestContent): string =>
  JSON.stringify([folder, name, method, path, rows.map((row) => [row.place, row.name, row.value, row.enabled]), body])

/**
 * Returns the reason not to write a file of a newer version: content that this version does not recognise would be
 * lost.
 */
function newerVersion(path: string): string | undefined {
  if ((readFormatVersion(path) ?? 0) <= SAVED_REQUESTS_VERSION) return undefined
  return `Saved requests, favourites and variables were written by a newer version of the console. ${path} is not changed. Start the newer version to use it.`
}
