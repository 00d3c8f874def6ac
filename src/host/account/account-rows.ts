import type { AccountItem } from '../../shared/contract/account-views.ts'

/** An update by a stream or a poll. */
export interface ListUpdate<Row> {
  readonly rows: readonly Row[]
  /** They are all rows: others are removed. Default: others stay. */
  readonly isAll?: boolean
}

export interface RowRules<Row> {
  readonly keyOf: (row: Row) => string
  /** A known row with its update. Default: the update. */
  readonly merge?: (known: Row | undefined, update: Row) => Row
  /** Which rows belong to the list at this time; others are left out, or removed by the next poll. Default: all. */
  readonly keeps?: (now: number) => (row: Row) => boolean
  /**
   * The largest number of rows, and the time (ms since epoch) by which the oldest are left out; rows without a time are left out
   * first, in the order of their arrival. Default: no limit, where the account itself bounds them.
   */
  readonly bound?: { readonly rows: number; readonly timeOf: (row: Row) => number | undefined }
}

/** Share of the bound by which the rows may exceed it, so that not every new row causes a search for the oldest. */
const SLACK = 0.05

/** The rows of a list about the account, by key. */
export class AccountRows<Row> {
  readonly #rules: RowRules<Row>
  readonly #rows = new Map<string, Row>()
  /** Rows up to this time were left out. */
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

  /** Present once older rows were left out. */
  get limit(): number | undefined {
    return this.#isOmitting ? this.#rules.bound?.rows : undefined
  }

  /** Merges an update and returns what changed. `isPoll`: also removes rows that no longer belong to the list. */
  apply({ rows, isAll = false }: ListUpdate<Row>, isPoll: boolean, now: number): readonly AccountItem<Row>[] {
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
    // Not with each frame of a stream: there may be thousands of rows.
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
      // A row without a time says nothing about the age of others.
      this.#omittedUntil = bound.timeOf(row) ?? this.#omittedUntil
      return { kind: 'removed', key }
    })
  }
}
