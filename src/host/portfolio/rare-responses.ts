import { parseJson } from '../../shared/domain/read-value.ts'
import type { Database } from '../database/database.ts'
import type { SqlRow } from '../database/database-message.ts'

/** Returns of an account, or daily closes of a contract. */
type RareKind = 'performance' | 'closes'

/** What is stored of one subject. */
export interface RareResponse {
  /** Time at which IBKR counted the last request at the latest, in ms since epoch. */
  readonly askedAt: number
  /** The newest usable response, and its time in ms since epoch. */
  readonly response?: { readonly body: unknown; readonly at: number }
  /** Why the last request brought no usable response. */
  readonly problem?: string
}

/** Entries that were last requested longer ago, in ms, are removed. */
const KEPT_MS = 90 * 86_400_000

/**
 * Stores responses that IBKR allows rarely, and the time of each request, so that a restart of the console repeats none.
 * Without a database nothing is stored. Methods never reject.
 */
export class RareResponses {
  readonly #database: Database
  readonly #kind: RareKind
  readonly #onProblem: (error: unknown) => void

  /** @param onProblem called with the reason when nothing could be read or stored */
  constructor(database: Database, kind: RareKind, onProblem: (error: unknown) => void) {
    this.#database = database
    this.#kind = kind
    this.#onProblem = onProblem
  }

  /** Returns what is stored of a login, by subject. */
  async read(login: string): Promise<ReadonlyMap<string, RareResponse>> {
    try {
      const rows = await this.#database.read({
        sql: 'SELECT subject, asked_at, got_at, body, problem FROM rare_response WHERE login = ? AND kind = ?',
        parameters: [login, this.#kind],
      })
      return new Map(rows.map((row) => [String(row['subject']), fromRow(row)]))
    } catch (error) {
      this.#onProblem(error)
      return new Map()
    }
  }

  async save(login: string, subject: string, { askedAt, response, problem }: RareResponse): Promise<void> {
    const entry = [askedAt, response?.at ?? null, response ? JSON.stringify(response.body) : null, problem ?? null]
    try {
      await this.#database.write([
        { sql: 'DELETE FROM rare_response WHERE asked_at < ?', parameters: [askedAt - KEPT_MS] },
        {
          sql: `INSERT OR REPLACE INTO rare_response (login, kind, subject, asked_at, got_at, body, problem)
                VALUES (?, ?, ?, ?, ?, ?, ?)`,
          parameters: [login, this.#kind, subject, ...entry],
        },
      ])
    } catch (error) {
      this.#onProblem(error)
    }
  }
}

function fromRow(row: SqlRow): RareResponse {
  const { body, problem } = row
  const at = row['got_at']
  return {
    askedAt: Number(row['asked_at']),
    ...(typeof body === 'string' && typeof at === 'number' && { response: { body: parseJson(body), at } }),
    ...(typeof problem === 'string' && { problem }),
  }
}
