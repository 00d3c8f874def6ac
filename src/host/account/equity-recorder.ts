import type { Clock } from '../../client/index.ts'
import type { EquityDay } from '../../shared/contract/account-views.ts'
import { type ProfitRow, sumProfitByAccount } from '../../shared/domain/profit.ts'
import { type Database, DatabaseError } from '../database/database.ts'
import type { SqlStatement } from '../database/database-message.ts'
import { HostError } from '../host-error.ts'
import type { ReadSession } from '../session/read-session.ts'
import { findNewYorkDayEnd, findNewYorkDayStart } from './new-york-day.ts'

/** Minimum time in ms between two stored points of an account: at most 5,760 points a day. */
const INTERVAL_MS = 15_000
/** Maximum number of points of all accounts. The oldest are removed first. */
const MAX_POINTS = 250_000
/** Number of points between two removals. */
const PRUNED_EVERY = 1_000
/** Maximum number of days that a window may choose. */
const DAYS_LISTED = 10

export interface EquityRecorderOptions {
  readonly clock: Clock
  readonly database: Database
  /** Returns the owner of the accounts of the open session. */
  readonly scope: () => string
  /** Called with the reason when a point is not stored. */
  readonly onProblem: (error: unknown) => void
}

/**
 * Stores profit and loss and net liquidation of every account while a session is open, whether a window shows them or
 * not. IBKR's stream has only current values.
 */
export class EquityRecorder {
  readonly #options: EquityRecorderOptions
  /** Time of the newest stored point of each account, on the monotonic clock. */
  readonly #storedAt = new Map<string, number>()
  #untilPruning = 0
  #release = (): void => undefined

  constructor(options: EquityRecorderOptions) {
    this.#options = options
  }

  attach(session: ReadSession): void {
    this.detach()
    const subscription = session.streams.profitAndLoss().subscribe({
      next: ({ rows, gap }) => gap === undefined && this.record([...rows.values()]),
      // The profit and loss feed handles a refused stream by polling.
      error: () => undefined,
    })
    this.#release = () => subscription.unsubscribe()
  }

  detach(): void {
    this.#release()
    this.#storedAt.clear()
  }

  /** Stores the current values of each account: the sums over its models. */
  record(rows: readonly ProfitRow[]): void {
    const { clock, database, scope, onProblem } = this.#options
    const now = clock.monotonic()
    const statements: SqlStatement[] = []
    for (const [account, { daily = null, netLiquidation = null }] of sumProfitByAccount(rows)) {
      const storedAt = this.#storedAt.get(account)
      if (storedAt !== undefined && now - storedAt < INTERVAL_MS) continue
      this.#storedAt.set(account, now)
      statements.push({
        sql: 'INSERT INTO equity (scope_id, account, at, daily, net) VALUES (?, ?, ?, ?, ?)',
        parameters: [scope(), account, clock.now(), daily, netLiquidation],
      })
    }
    if (statements.length === 0) return
    this.#untilPruning -= statements.length
    if (this.#untilPruning < 0) {
      this.#untilPruning = PRUNED_EVERY
      statements.push({
        sql: 'DELETE FROM equity WHERE id <= (SELECT max(id) FROM equity) - ?',
        parameters: [MAX_POINTS],
      })
    }
    database.write(statements).catch(onProblem)
  }

  /** Returns the points of a day in New York, by default the current one. Rejects with `file-failed`. */
  async day({
    account,
    at = this.#options.clock.now(),
  }: {
    account: string
    at?: number | undefined
  }): Promise<EquityDay> {
    const { database } = this.#options
    const owner = [this.#options.scope(), account]
    const [from, until] = [findNewYorkDayStart(at), findNewYorkDayEnd(at)]
    try {
      const rows = await database.read({
        sql: 'SELECT at, daily, net FROM equity WHERE scope_id = ? AND account = ? AND at >= ? AND at < ? ORDER BY at',
        parameters: [...owner, from, until],
      })
      const numbers = (name: string) => rows.map((row) => (typeof row[name] === 'number' ? row[name] : null))
      return {
        from,
        until,
        days: await this.#days(owner),
        at: rows.map((row) => Number(row['at'])),
        daily: numbers('daily'),
        netLiquidation: numbers('net'),
      }
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error
      throw new HostError('file-failed', `The values of the day could not be read (${error.message}).`, {
        cause: error,
      })
    }
  }

  /** Returns the starts of the newest days with points, newest first. */
  async #days(owner: readonly string[]): Promise<readonly number[]> {
    const days: number[] = []
    for (let before = Number.MAX_SAFE_INTEGER; days.length < DAYS_LISTED; ) {
      const [row] = await this.#options.database.read({
        sql: 'SELECT max(at) AS at FROM equity WHERE scope_id = ? AND account = ? AND at < ?',
        parameters: [...owner, before],
      })
      const newest = row?.['at']
      if (typeof newest !== 'number') break
      before = findNewYorkDayStart(newest)
      days.push(before)
    }
    return days
  }
}
