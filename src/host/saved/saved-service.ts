import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SavedView } from '../../shared/contract/saved-views.ts'
import { createFeed, type Feed } from '../feed.ts'
import { fileError } from '../files/file-error.ts'
import { HostError } from '../host-error.ts'
import { loadJsonFile, saveJsonFile } from '../storage/json-file.ts'
import {
  exportedSchema,
  MAX_SAVED_REQUESTS,
  SAVED_VERSION,
  type SavedContent,
  type SavedFile,
  savedSchema,
} from './saved-schema.ts'
import { secretVariable, withoutSecrets } from './saved-secrets.ts'

const EMPTY: SavedFile = { schemaVersion: SAVED_VERSION, favourites: [], requests: [], variables: {} }

export interface SavedOptions {
  readonly home: string
  readonly now: () => number
  /** Profiles that there are: variables of others go with the next change. */
  readonly profileIds: () => readonly string[]
}

/** Favourites, saved requests and variables of the explorer, in `explorer.json` of the user data folder. */
export class SavedService {
  readonly feed: Feed<SavedView, SavedView>
  /** What happened to a file that could not be used. */
  readonly notice: string | undefined
  readonly #path: string
  readonly #profileIds: SavedOptions['profileIds']
  readonly #newer: string | undefined
  #file: SavedFile

  constructor({ home, now, profileIds }: SavedOptions) {
    this.#path = join(home, 'explorer.json')
    this.#profileIds = profileIds
    this.#newer = newerVersion(this.#path)
    const loaded = this.#newer === undefined ? loadJsonFile(this.#path, savedSchema, EMPTY, now) : { value: EMPTY }
    this.#file = loaded.value
    this.notice = this.#newer ?? ('notice' in loaded ? loaded.notice : undefined)
    this.feed = createFeed(() => this.view)
  }

  get view(): SavedView {
    if (this.#newer !== undefined) return { kind: 'newer', message: this.#newer }
    const { favourites, requests, variables } = this.#file
    return { kind: 'open', favourites, requests, variables }
  }

  favourite(operationId: string, wanted: boolean): void {
    const others = this.#file.favourites.filter((id) => id !== operationId)
    this.#change({ ...this.#file, favourites: wanted ? [...others, operationId] : others })
  }

  /** Keeps a request under a name; with an id, in place of what it was. */
  put(content: SavedContent, id: string | undefined): { id: string } {
    const request = { id: id ?? randomUUID(), ...withoutSecrets(content) }
    const at = this.#file.requests.findIndex((each) => each.id === id)
    if (at < 0 && this.#file.requests.length >= MAX_SAVED_REQUESTS) throw full()
    this.#change({
      ...this.#file,
      requests: at < 0 ? [...this.#file.requests, request] : this.#file.requests.with(at, request),
    })
    return { id: request.id }
  }

  remove(ids: readonly string[]): void {
    this.#change({ ...this.#file, requests: this.#file.requests.filter(({ id }) => !ids.includes(id)) })
  }

  /** Takes over what another console exported. */
  import(text: string): { added: number } {
    const contents = readExported(text)
    if (this.#file.requests.length + contents.length > MAX_SAVED_REQUESTS) throw full()
    const added = contents.map((content) => ({ id: randomUUID(), ...withoutSecrets(content) }))
    this.#change({ ...this.#file, requests: [...this.#file.requests, ...added] })
    return { added: added.length }
  }

  /** Without a value the variable goes. */
  variable(profileId: string, name: string, value: string | undefined): void {
    const secret = value === undefined ? undefined : secretVariable(name, value)
    if (secret !== undefined) throw new HostError('invalid-input', secret)
    const known = this.#profileIds()
    const kept = Object.fromEntries(Object.entries(this.#file.variables).filter(([id]) => known.includes(id)))
    const others = (kept[profileId] ?? []).filter((variable) => variable.name !== name)
    const mine = value === undefined ? others : [...others, { name, value }]
    this.#change({ ...this.#file, variables: { ...kept, [profileId]: mine } })
  }

  #change(file: SavedFile): void {
    if (this.#newer !== undefined) throw new HostError('not-available', `Not saved. ${this.#newer}`)
    try {
      saveJsonFile(this.#path, file)
    } catch (error) {
      throw fileError(error, 'write')
    }
    this.#file = file
    this.feed.push([this.view])
  }
}

const full = (): HostError =>
  new HostError('limit', `${MAX_SAVED_REQUESTS} requests are saved, which is the most. Remove some first.`)

/** A file of a newer console holds what this one does not know, and would lose. */
function newerVersion(path: string): string | undefined {
  try {
    const { schemaVersion } = JSON.parse(readFileSync(path, 'utf8')) as { readonly schemaVersion?: unknown }
    if (typeof schemaVersion !== 'number' || schemaVersion <= SAVED_VERSION) return undefined
    return `Saved requests, favourites and variables were written by a newer version of the console. ${path} is left alone: start the newer version to use it.`
  } catch {
    return undefined
  }
}

function readExported(text: string): readonly SavedContent[] {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new HostError('invalid-input', 'The file is not JSON: choose one that was exported from the console.', {
      cause: error,
    })
  }
  const { ibkrConsoleRequests: version } = (json ?? {}) as { readonly ibkrConsoleRequests?: unknown }
  if (typeof version === 'number' && version > SAVED_VERSION) {
    throw new HostError(
      'invalid-input',
      'These requests were exported by a newer version of the console. Nothing was taken over: import them there.',
    )
  }
  const parsed = exportedSchema.safeParse(json)
  if (parsed.success) return parsed.data.requests
  const issue = parsed.error.issues[0]
  throw new HostError(
    'invalid-input',
    `These are no exported requests (${issue?.path.join('.') || 'top level'}: ${issue?.message ?? 'wrong shape'}). Nothing was taken over.`,
  )
}
