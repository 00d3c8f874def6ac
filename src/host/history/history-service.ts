import type { Clock } from '../../client/index.ts'
import type {
  ExportedHistory,
  HistoryEntry,
  HistoryPage,
  HistoryRow,
  HistoryStatus,
  PreparedFile,
} from '../../shared/contract/history-views.ts'
import type { ParsedInput } from '../../shared/contract/inferred-types.ts'
import type { HistoryQuery } from '../../shared/contract/schemas.ts'
import type { KnownEnvironment } from '../../shared/domain/environment.ts'
import { type Database, DatabaseError } from '../database/database.ts'
import type { SqlRow, SqlStatement } from '../database/database-message.ts'
import type { OpenedDatabase } from '../database/open-database.ts'
import type { Retention } from '../database/recorded-days.ts'
import { createFeed, type Feed } from '../feed.ts'
import type { SavedResponseBodies } from '../files/saved-response-bodies.ts'
import type { HostContext } from '../host-context.ts'
import { HostError } from '../host-error.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import type { HandlersOf } from '../service-types.ts'
import type { SessionService } from '../session/session-service.ts'
import { readHistoryEntry, readHistoryRow } from './history-entry-codec.ts'
import { describeHistoryFailure, toHistoryError } from './history-error.ts'
import {
  createHistoryScript,
  generateHar,
  type HistoryExportContext,
  joinTextPieces,
  type StoredExchange,
} from './history-export.ts'
import { HistoryRecorder, type IntentEntry } from './history-recorder.ts'
import {
  clearHistoryStatements,
  createEntryStatement,
  createPinStatement,
  createPlainPageStatements,
  createRemoveStatements,
  createRowsStatement,
  createSearchIdsStatement,
  hasSearchText,
  MAX_SEARCH_RESULTS,
} from './history-statements.ts'
import type { RequestEntry, RequestRecorder, UnfinishedRequest } from './sent-request.ts'

/** The profile that sends a request. */
export interface HistorySender {
  readonly profileId: string
  readonly environment: KnownEnvironment
  /** Called when a trading request is sent although it is not stored yet. */
  readonly onLate: () => void
}

export interface HistoryServiceOptions {
  readonly database: Database
  readonly clock: Clock
  readonly bodies: SavedResponseBodies
  readonly export: HistoryExportContext
  /** Called when a request was not stored. The reason contains no secret. */
  readonly onLost: (reason: string) => void
  readonly retention: Retention
  /** Maximum bytes of responses in one archive. Default 128 MB. */
  readonly archivedBytes?: number
}

/** Maximum number of entries in one export. The newest matching entries are exported. */
const MAX_EXPORTED = 2_000
const ARCHIVED_BYTES = 128 * 1024 * 1024
const NO_BYTES = new Uint8Array()
/** Time in ms that a trading request waits until it is stored. */
const STORED_WITHIN_MS = 200

/** Stores every request that a user sent. Entries are kept after a restart and can be searched. */
export class HistoryService {
  readonly feed: Feed<HistoryStatus, HistoryStatus>
  readonly #options: HistoryServiceOptions
  readonly #recorder: HistoryRecorder
  #newestId = 0
  #changes = 0
  #problem: string | undefined
  /** The newest search, with the ids that its further pages use. */
  #found: { readonly key: string; readonly ids: readonly number[] } | undefined

  constructor(options: HistoryServiceOptions) {
    this.#options = options
    this.feed = createFeed(() => this.#pulse())
    this.#recorder = new HistoryRecorder({
      database: options.database,
      retention: options.retention,
      onWritten: (newestId) => {
        this.#newestId = newestId
        this.#problem = undefined
        this.#changed()
      },
      onLost: (error) => {
        this.#problem = describeHistoryFailure(error)
        options.onLost(this.#problem)
        this.#changed()
      },
    })
  }

  /** Opens the entry of a request of a profile. A trading request is stored now, every other one with its outcome. */
  open(request: UnfinishedRequest, { profileId, environment, onLate }: HistorySender): RequestEntry {
    const { clock } = this.#options
    const originNow = () => ({ at: clock.now(), profileId, environment })
    const isTrading = request.effect === 'trading' || request.effect === 'unknown'
    const intent = isTrading ? this.#recorder.begin(originNow(), request) : undefined
    let isOpen = true
    const once = (act: () => void): void => {
      if (isOpen) act()
      isOpen = false
    }
    return {
      untilStored: async () => {
        if (intent && !(await this.#isStoredInTime(intent))) onLate()
      },
      complete: (result) =>
        once(() => (intent ? intent.complete(result) : this.#recorder.record(originNow(), { ...request, result }))),
      discard: () => once(() => intent?.discard()),
    }
  }

  #isStoredInTime({ stored }: IntentEntry): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(STORED_WITHIN_MS, () => resolve(false))
      void stored.then((isStored) => {
        cancel()
        resolve(isStored)
      })
    })
  }

  page({ query, offset, limit, atMost }: ParsedInput<'history.page'>): Promise<HistoryPage> {
    return this.#ask(async (database) => {
      const newestId = atMost ?? (await this.#recorder.newest())
      if (hasSearchText(query)) {
        const ids = await this.#find(query, newestId)
        const page = ids.slice(0, MAX_SEARCH_RESULTS).slice(offset, offset + limit)
        const rows = await database.read(createRowsStatement(page))
        return {
          total: Math.min(ids.length, MAX_SEARCH_RESULTS),
          more: ids.length > MAX_SEARCH_RESULTS,
          newestId,
          rows: rows.map(this.#readRow),
        }
      }
      const { rows, count } = createPlainPageStatements(query, { atMost: newestId, offset, limit })
      const [found, counted] = await Promise.all([database.read(rows), database.read(count)])
      return { total: Number(counted[0]?.['total'] ?? 0), more: false, newestId, rows: found.map(this.#readRow) }
    })
  }

  entry(id: number): Promise<{ readonly output: HistoryEntry; readonly body: Uint8Array }> {
    return this.#ask(async () => {
      const { entry, response } = await this.#read(id)
      return { output: entry, body: response }
    })
  }

  /** Returns the response of an entry as a file. */
  hold(id: number): Promise<PreparedFile> {
    return this.#ask(async () => {
      const { entry, response } = await this.#read(id)
      const type = entry.headers?.['content-type'] ?? ''
      const suggestedName = `request-${id}.${/json/.test(type) ? 'json' : /^text\//.test(type) ? 'txt' : 'bin'}`
      return { responseId: this.#options.bodies.save(response), suggestedName, size: response.byteLength, entries: 1 }
    })
  }

  async pin(id: number, pinned: boolean): Promise<void> {
    await this.#ask(async () => this.#read(id))
    await this.#change([createPinStatement(id, pinned)])
  }

  remove(ids: readonly number[]): Promise<void> {
    return this.#change(createRemoveStatements(ids), true)
  }

  /**
   * Removes all entries that are not pinned. Also removes copies of the database, because their requests cannot be removed
   * one by one.
   */
  async clear(): Promise<void> {
    await this.#change(clearHistoryStatements, true)
    await this.#ask((database) => database.removeCopies())
  }

  export({ query, format }: ParsedInput<'history.export'>): Promise<ExportedHistory> {
    const { bodies, clock, export: context, database } = this.#options
    return this.#ask(async () => {
      const ids = idsOf(await database.read(createSearchIdsStatement(query, Number.MAX_SAFE_INTEGER, MAX_EXPORTED)))
      const exchanges = await this.#exchanges(ids, format === 'har')
      if (exchanges.length === 0) {
        throw new HostError('not-found', 'No request in the history matches, so nothing was exported.')
      }
      const day = new Date(clock.now()).toISOString().slice(0, 10)
      const { pieces, name } =
        format === 'har'
          ? { pieces: generateHar(exchanges, context), name: `ibkr-history-${day}.har` }
          : createHistoryScript(exchanges, context, format)
      const file = await joinTextPieces(pieces)
      return {
        responseId: bodies.save(file),
        suggestedName: name,
        size: file.byteLength,
        entries: exchanges.length,
        leftOut: ids.length - exchanges.length,
      }
    })
  }

  /** Resolves when every sent request is written or lost. */
  settled(): Promise<void> {
    return this.#recorder.settled()
  }

  /** Returns the ids of matching entries. Further pages of a search reuse the ids of its first page. */
  async #find(query: HistoryQuery, atMost: number): Promise<readonly number[]> {
    const key = JSON.stringify([query, atMost, this.#changes])
    if (this.#found?.key !== key) {
      const rows = await this.#options.database.read(createSearchIdsStatement(query, atMost, MAX_SEARCH_RESULTS + 1))
      this.#found = { key, ids: idsOf(rows) }
    }
    return this.#found.ids
  }

  /**
   * Reads the entries to export, oldest first: the newest entries that fit into an archive, but at least one. A script
   * contains no responses.
   */
  async #exchanges(ids: readonly number[], withResponses: boolean): Promise<readonly StoredExchange[]> {
    const { archivedBytes = ARCHIVED_BYTES } = this.#options
    const exchanges: StoredExchange[] = []
    let bytes = 0
    for (const id of ids) {
      const { entry, response } = await this.#read(id)
      bytes += withResponses ? response.byteLength : 0
      if (bytes > archivedBytes && exchanges.length > 0) break
      exchanges.push({ entry, response: withResponses ? response : NO_BYTES })
    }
    return exchanges.reverse()
  }

  async #read(id: number): Promise<StoredExchange> {
    const [row] = await this.#options.database.read(createEntryStatement(id))
    if (!row) throw new HostError('not-found', 'This request is no longer in the history.')
    const { entry, response } = await readHistoryEntry(row)
    if (!this.#recorder.pending.has(id)) return { entry, response }
    const error = { code: 'pending', message: 'The console waits for the response.' }
    return { entry: { ...entry, outcome: 'pending', error }, response }
  }

  readonly #readRow = (row: SqlRow): HistoryRow => {
    const read = readHistoryRow(row)
    return this.#recorder.pending.has(read.id) ? { ...read, outcome: 'pending' } : read
  }

  async #change(statements: readonly SqlStatement[], erases = false): Promise<void> {
    await this.#ask((database) => (erases ? database.erase(statements) : database.write(statements)))
    this.#changed()
  }

  async #ask<T>(ask: (database: Database) => Promise<T>): Promise<T> {
    // Wait for pending writes, so that the result includes the newest requests.
    await this.#recorder.settled()
    try {
      return await ask(this.#options.database)
    } catch (error) {
      throw error instanceof DatabaseError ? toHistoryError(error) : error
    }
  }

  #changed(): void {
    this.#changes += 1
    this.feed.push([this.#pulse()])
  }

  #pulse(): HistoryStatus {
    const base = { newestId: this.#newestId, changes: this.#changes }
    return this.#problem === undefined ? base : { ...base, problem: this.#problem }
  }
}

const SENT_UNSTORED = 'A trading request was sent before the history had stored it'
const UNSTORED_RISK = 'If the console ends before the response, the history does not show that request.'

const idsOf = ([row]: readonly SqlRow[]): readonly number[] => JSON.parse(String(row?.['ids'] ?? '[]')) as number[]

export interface HistoryNeeds extends OpenedDatabase {
  readonly list: ProfileList
  readonly bodies: SavedResponseBodies
  readonly version: string
  readonly commandLine: string | undefined
}

export interface HistoryArea {
  readonly service: HistoryService
  /** Creates the recorder of a profile in use. `summarize`: returns what a trading request asks for. */
  readonly createRecorder: (
    session: SessionService,
    summarize: (request: UnfinishedRequest) => string | undefined,
  ) => RequestRecorder
  readonly handlers: HandlersOf<'history'>
}

/** Creates the history of the requests of all profiles. */
export function createHistory({ clock, log, notices }: HostContext, needs: HistoryNeeds): HistoryArea {
  const { list, version, commandLine, ...others } = needs
  const service = new HistoryService({
    ...others,
    clock,
    export: {
      version,
      commandLine,
      findProfile: (id) => list.view().profiles.find((profile) => profile.id === id),
    },
    onLost: (reason) => log.write('warning', 'history-not-saved', reason),
  })
  let isLateNoticed = false
  const noteLate = (session: SessionService): void => {
    log.write('warning', 'sent-before-stored')
    session.timeline.note({ level: 'warning', text: `${SENT_UNSTORED}.` })
    // The timeline has each case. One notice is enough, because a slow disk stays slow.
    if (!isLateNoticed) notices.add(`${SENT_UNSTORED}: the disk is slow or full. ${UNSTORED_RISK}`)
    isLateNoticed = true
  }
  return {
    service,
    createRecorder: (session, summarize) => (request) => {
      const summary = summarize(request)
      return service.open(summary === undefined ? request : { ...request, summary }, {
        profileId: session.profile.id,
        environment: session.arming.environment,
        onLate: () => noteLate(session),
      })
    },
    handlers: {
      'history.feed': () => service.feed,
      'history.page': (input) => service.page(input),
      'history.entry': ({ id }) => service.entry(id),
      'history.hold': ({ id }) => service.hold(id),
      'history.pin': ({ id, pinned }) => service.pin(id, pinned),
      'history.remove': ({ ids }) => service.remove(ids),
      'history.clear': () => service.clear(),
      'history.export': (input) => service.export(input),
    },
  }
}
