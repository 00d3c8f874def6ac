import type { AccountItem } from '../../shared/contract/account-views.ts'

/** An update of an account list, from a stream or a poll. */
export interface AccountRowsUpdate<Row> {
  readonly rows: readonly Row[]
  /** Whether the update contains the whole list, so that missing rows are removed. Default: false. */
  readonly isAll?: boolean
}

export interface RowRules<Row> {
  readonly keyOf: (row: Row) => string
  /** Combines a known row with its update. Default: the update replaces the row. */
  readonly merge?: (known: Row | undefined, update: Row) => Row
  /**
   * Selects the rows that belong to the list at the given time. Other rows are ignored, or removed by the next poll.
   * Default: all rows.
   */
  readonly keeps?: (now: number) => (row: Row) => boolean
  /**
   * Maximum number of rows, and the time of a row (ms since epoch). Beyond the maximum the oldest rows are dropped;
   * rows without a time are dropped first, in the order of their arrival. Default: no maximum, for lists that the
   * account itself bounds.
   */
  readonly bound?: { readonly rows: number; readonly timeOf: (row: Row) => number | undefined }
}

/**
 * Fraction by which the number of rows may exceed the maximum. This avoids a search for the oldest row at every new
 * row.
 */
const SLACK = 0.05

/** The rows of an account list, by key. */
export class AccountRows<Row> {
  readonly #rules: RowRules<Row>
  readonly #rows = new Map<string, Row>()
  /** Time of the newest dropped row, in ms since epoch. */
  #omittedUntil = Number.NEGATIVE_INFINITY
  #isOmitting = false

  constructor(rules: RowRules<Row>) {
    this.#rules = rules
  }

  get rows(): readonly Row[] {
    return [...this.#rows.values()]
  }

  get keys(): readonly string[] {
    return [...this.#rows.keys()]
  }

  /** Maximum number of rows. Undefined until older rows are dropped. */
  get limit(): number | undefined {
    return this.#isOmitting ? this.#rules.bound?.rows : undefined
  }

  /** Merges an update and returns what changed. `isPoll`: also removes rows that no longer belong to the list. */
  apply({ rows, isAll = false }: AccountRowsUpdate<Row>, isPoll: boolean, now: number): readonly AccountItem<Row>[] {
    const { keyOf, merge = (_known, update) => update, keeps, bound } = this.#rules
    const items: AccountItem<Row>[] = []
    const listed = new Set<string>()
    const isKept = keeps?.(now) ?? (() => true)
    for (const update of rows.filter(isKept)) {
      const key = keyOf(update)
      listed.add(key)
      const known = this.#rows.get(key)
      const time = known === undefined ? bound?.timeOf(update) : undefined
      if (time !== undefined && time <= this.#omittedUntil) continue
      const row = merge(known, update)
      if (known !== undefined && JSON.stringify(row) === JSON.stringify(known)) continue
      this.#rows.set(key, row)
      items.push({ kind: 'row', key, row })
    }
    // Checks all rows only after a poll, not after each frame of a stream: there may be thousands.
    for (const [key, row] of isPoll ? this.#rows : []) {
      if (isAll ? listed.has(key) : isKept(row)) continue
      this.#rows.delete(key)
      items.push({ kind: 'removed', key })
    }
    return [...items, ...this.#omitOldest()]
  }

  #omitOldest(): readonly AccountItem<Row>[] {
    const { bound } = this.#rules
    if (!bound || this.#rows.size <= bound.rows * (1 + SLACK)) return []
    const timeOf = (row: Row): number => bound.timeOf(row) ?? Number.MIN_SAFE_INTEGER
    const byTime = [...this.#rows].sort(([, one], [, other]) => timeOf(one) - timeOf(other))
    this.#isOmitting = true
    return byTime.slice(0, -bound.rows).map(([key, row]) => {
      this.#rows.delete(key)
      // A dropped row without a time does not change the time of the newest dropped row.
      this.#omittedUntil = bound.timeOf(row) ?? this.#omittedUntil
      return { kind: 'removed', key }
    })
  }
}
