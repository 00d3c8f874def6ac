import type {
  ExportedHistory,
  HeldFile,
  HistoryEntry,
  HistoryPage,
  HistoryPulse,
} from '../../shared/contract/history-views.ts'
import type { ParsedInput } from '../../shared/contract/inference.ts'
import type { HistoryQuery } from '../../shared/contract/schemas.ts'
import type { KnownEnvironment, ProfileKind } from '../../shared/domain/environment.ts'
import type { Clock } from '../clock.ts'
import { type Database, DatabaseError } from '../database/database.ts'
import type { Row, Statement } from '../database/database-message.ts'
import type { OpenDatabase } from '../database/open-database.ts'
import type { PrunedDay } from '../database/recorded-days.ts'
import { createFeed, type Feed } from '../feed.ts'
import type { HostContext } from '../host-context.ts'
import { HostError } from '../host-error.ts'
import { profileView } from '../profiles/profile.ts'
import type { SavedBodies } from '../requests/saved-bodies.ts'
import type { HandlersOf } from '../rpc/services.ts'
import type { SessionService } from '../session/session-service.ts'
import { readEntry, readRow } from './entry-codec.ts'
import { fileOf } from './file-of-pieces.ts'
import { harPieces, type KeptAnswer } from './har.ts'
import { describeHistoryFailure, historyError } from './history-error.ts'
import { HistoryRecorder } from './history-recorder.ts'
import { scriptOf } from './history-script.ts'
import {
  asksForWords,
  clearStatements,
  entryStatement,
  FOUND,
  idsStatement,
  pinStatement,
  plainPage,
  removeStatements,
  rowsStatement,
} from './history-statements.ts'
import type { SentRequest } from './sent-request.ts'

export interface HistoryServiceOptions {
  readonly database: Database
  readonly clock: Clock
  readonly answers: SavedBodies
  readonly version: string
  /** Whose request it is. */
  readonly profile: () => {
    readonly id: string
    readonly environment: KnownEnvironment
    readonly kind: ProfileKind
    readonly target: string
  }
  /** Something is not kept; `words` say it without anything secret. */
  readonly onLost: (words: string) => void
  readonly onPruned?: (pruned: PrunedDay) => void
  /** Bytes of answers in one archive. Default 128 MB. */
  readonly archivedBytes?: number
}

/** Entries in one export, the newest of those that match. */
const EXPORTED = 2_000
const ARCHIVED_BYTES = 128 * 1024 * 1024
const NO_ANSWER = new Uint8Array()

/** Every request that was sent on somebody's word, kept across restarts and found again by its words. */
export class HistoryService {
  readonly feed: Feed<HistoryPulse, HistoryPulse>
  readonly #options: HistoryServiceOptions
  readonly #recorder: HistoryRecorder
  #newestId = 0
  #changes = 0
  #problem: string | undefined
  /** What was found last. */
  #found: { readonly key: string; readonly ids: readonly number[] } | undefined

  constructor(options: HistoryServiceOptions) {
    this.#options = options
    this.feed = createFeed(() => this.#pulse())
    this.#recorder = new HistoryRecorder({
      database: options.database,
      ...(options.onPruned && { onPruned: options.onPruned }),
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

  readonly record = (sent: SentRequest): void => {
    const { clock, profile } = this.#options
    const { id: profileId, environment } = profile()
    this.#recorder.record({ at: clock.now(), profileId, environment }, sent)
  }

  page({ query, offset, limit, atMost }: ParsedInput<'history.page'>): Promise<HistoryPage> {
    return this.#asked(async (database) => {
      const newestId = atMost ?? (await this.#recorder.newest())
      if (asksForWords(query)) {
        const ids = await this.#find(query, newestId)
        const page = ids.slice(0, FOUND).slice(offset, offset + limit)
        const rows = await database.read(rowsStatement(page))
        return { total: Math.min(ids.length, FOUND), more: ids.length > FOUND, newestId, rows: rows.map(readRow) }
      }
      const { rows, count } = plainPage(query, { atMost: newestId, offset, limit })
      const [found, counted] = await Promise.all([database.read(rows), database.read(count)])
      return { total: Number(counted[0]?.['total'] ?? 0), more: false, newestId, rows: found.map(readRow) }
    })
  }

  entry(id: number): Promise<{ readonly output: HistoryEntry; readonly body: Uint8Array }> {
    return this.#asked(async () => {
      const { entry, answer } = await this.#read(id)
      return { output: entry, body: answer }
    })
  }

  /** The answer of an entry as a file. */
  hold(id: number): Promise<HeldFile> {
    return this.#asked(async () => {
      const { entry, answer } = await this.#read(id)
      const type = entry.headers?.['content-type'] ?? ''
      const suggestedName = `request-${id}.${/json/.test(type) ? 'json' : /^text\//.test(type) ? 'txt' : 'bin'}`
      return { answerId: this.#options.answers.save(answer), suggestedName, size: answer.byteLength, entries: 1 }
    })
  }

  async pin(id: number, pinned: boolean): Promise<void> {
    await this.#asked(async () => this.#read(id))
    await this.#change([pinStatement(id, pinned)])
  }

  remove(ids: readonly number[]): Promise<void> {
    return this.#change(removeStatements(ids), true)
  }

  /** Also removes damaged files that were quarantined: they hold requests that nobody can clear one by one. */
  async clear(): Promise<void> {
    await this.#change(clearStatements, true)
    await this.#asked((database) => database.removeQuarantines())
  }

  export({ query, format }: ParsedInput<'history.export'>): Promise<ExportedHistory> {
    const { answers, version, clock, profile } = this.#options
    return this.#asked(async () => {
      const ids = idsOf(await this.#options.database.read(idsStatement(query, Number.MAX_SAFE_INTEGER, EXPORTED)))
      const kept = await this.#kept(ids, format === 'har')
      if (kept.length === 0) {
        throw new HostError('not-found', 'Nothing in the history matches: there is nothing to export.')
      }
      const day = new Date(clock.now()).toISOString().slice(0, 10)
      const made =
        format === 'har'
          ? { pieces: harPieces(kept, version), name: `ibkr-history-${day}.har` }
          : scriptOf(kept, profile(), format)
      const file = await fileOf(made.pieces)
      return {
        answerId: answers.save(file),
        suggestedName: made.name,
        size: file.byteLength,
        entries: kept.length,
        leftOut: ids.length - kept.length,
      }
    })
  }

  /** Everything that was sent is written, or known to be lost. */
  settled(): Promise<void> {
    return this.#recorder.settled()
  }

  /** Whoever scrolls through what was found asks page by page for the same. */
  async #find(query: HistoryQuery, atMost: number): Promise<readonly number[]> {
    const key = JSON.stringify([query, atMost, this.#changes])
    if (this.#found?.key !== key) {
      const rows = await this.#options.database.read(idsStatement(query, atMost, FOUND + 1))
      this.#found = { key, ids: idsOf(rows) }
    }
    return this.#found.ids
  }

  /** The oldest first: the newest of them within the bound of an archive, and at least one. A script holds no answers. */
  async #kept(ids: readonly number[], withAnswers: boolean): Promise<readonly KeptAnswer[]> {
    const { archivedBytes = ARCHIVED_BYTES } = this.#options
    const kept: KeptAnswer[] = []
    let bytes = 0
    for (const id of ids) {
      const { entry, answer } = await this.#read(id)
      bytes += withAnswers ? answer.byteLength : 0
      if (bytes > archivedBytes && kept.length > 0) break
      kept.push({ entry, answer: withAnswers ? answer : NO_ANSWER })
    }
    return kept.reverse()
  }

  async #read(id: number): Promise<KeptAnswer> {
    const [row] = await this.#options.database.read(entryStatement(id))
    if (!row) throw new HostError('not-found', 'The history does not hold this request any more.')
    return readEntry(row)
  }

  async #change(statements: readonly Statement[], erases = false): Promise<void> {
    await this.#asked((database) => (erases ? database.erase(statements) : database.write(statements)))
    this.#changed()
  }

  async #asked<T>(ask: (database: Database) => Promise<T>): Promise<T> {
    // What was sent a moment ago is part of what is asked for.
    await this.#recorder.settled()
    try {
      return await ask(this.#options.database)
    } catch (error) {
      throw error instanceof DatabaseError ? historyError(error) : error
    }
  }

  #changed(): void {
    this.#changes += 1
    this.feed.push([this.#pulse()])
  }

  #pulse(): HistoryPulse {
    const base = { newestId: this.#newestId, changes: this.#changes }
    return this.#problem === undefined ? base : { ...base, problem: this.#problem }
  }
}

const idsOf = ([row]: readonly Row[]): readonly number[] => JSON.parse(String(row?.['ids'] ?? '[]')) as number[]

export interface HistoryDeps extends OpenDatabase {
  readonly session: SessionService
  readonly answers: SavedBodies
  readonly version: string
}

export function createHistory(
  { clock, log }: HostContext,
  { session, ...deps }: HistoryDeps,
): { readonly service: HistoryService; readonly handlers: HandlersOf<'history'> } {
  const service = new HistoryService({
    ...deps,
    clock,
    profile: () => {
      const { id, kind, target } = profileView(session.profile)
      return { id, kind, target, environment: session.arming.environment }
    },
    onLost: (words) => log.write('warning', 'history-not-kept', words),
  })
  return {
    service,
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
