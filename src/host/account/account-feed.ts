import type { SessionSupervisor } from '../../client/index.ts'
import type { AccountFeedStatus, AccountItem, AccountSnapshot } from '../../shared/contract/account-views.ts'
import type { FeedHealth, FeedNews } from '../../shared/domain/orders.ts'
import type { Clock } from '../clock.ts'
import { createFeed, type Feed } from '../feed.ts'

/** An update by a stream or a poll. */
export interface ListUpdate<Row> {
  readonly rows: readonly Row[]
  /** They are all that there is: others are gone. Default: others stay. */
  readonly isAll?: boolean
}

/** A kind of list about the account. */
export interface AccountList<Row> {
  readonly keyOf: (row: Row) => string
  /** A known row with its update. Default: the update. */
  readonly merge?: (known: Row | undefined, update: Row) => Row
  /** Which rows belong to the list at this time; others are left out, and removed once they do not any more. Default: all. */
  readonly keeps?: (now: number) => (row: Row) => boolean
  /**
   * The largest number of rows, and the time (ms since epoch) by which the oldest are left out; rows without a time are left out
   * first, in the order of their arrival. Default: no limit, where the account itself bounds them.
   */
  readonly bound?: { readonly rows: number; readonly timeOf: (row: Row) => number | undefined }
  /** Follows a stream; absent where IBKR has none. `onEnd`: IBKR refused it, or the session is over. */
  readonly follow?: (
    session: SessionSupervisor,
    onUpdate: (update: ListUpdate<Row>) => void,
    onEnd: () => void,
  ) => () => void
  /** Reads over REST; undefined where the answer does not count yet. */
  readonly read: (session: SessionSupervisor, signal: AbortSignal) => Promise<ListUpdate<Row> | undefined>
  /** Ms between two readings beside a stream that tells, and while it does not. */
  readonly everyMs: { readonly live: number; readonly silent: number }
  /** Ms without a word after which the stream counts as silent; absent where it may be silent for hours. */
  readonly silentMs?: number
  /** Why it is read again and again, where there is no stream. */
  readonly withoutStream?: string
}

export interface AccountFeedOptions<Row> {
  readonly clock: Clock
  readonly list: AccountList<Row>
  /** Told why a reading failed. */
  readonly onProblem: (error: unknown) => void
}

/** Ms after which the rows of a list without a window are released: a window that opens later gets a fresh list within a second. */
const FORGET_MS = 10_000
/** Share of the limit by which the rows may exceed it, so that not every new row causes a search for the oldest. */
const SLACK = 0.05

const DOWN = 'The socket is down; it is read every few seconds.'
const SILENT = 'The stream tells nothing; it is read every few seconds.'

/** A list about the account, kept up to date from a stream and readings for as long as somebody watches it. */
export class AccountFeed<Row> {
  readonly feed: Feed<AccountSnapshot<Row>, AccountItem<Row>>
  readonly #options: AccountFeedOptions<Row>
  #rows = new Map<string, Row>()
  #isOmitting = false
  /** Rows up to this time were left out. */
  #omittedUntil = Number.NEGATIVE_INFINITY
  #health: FeedHealth = { kind: 'waiting' }
  #news: FeedNews | undefined
  #session: SessionSupervisor | undefined
  #watched = false
  #release: (() => void)[] = []
  #abort = new AbortController()
  #cancelRead: () => void = () => undefined
  #cancelSilence: () => void = () => undefined
  #cancelForget: () => void = () => undefined
  #reading = false
  #isSilent = false
  /** A reading comes within two seconds. */
  #isSoon = false
  #refused = false

  constructor(options: AccountFeedOptions<Row>) {
    this.#options = options
    this.feed = createFeed(
      () => ({ rows: [...this.#rows.values()], status: this.#status() }),
      (watched) => {
        this.#watched = watched
        this.#cancelForget()
        if (watched) this.#begin()
        else {
          this.#end()
          this.#cancelForget = options.clock.after(FORGET_MS, () => this.#forget())
        }
      },
    )
  }

  /** Follows a new session: what was known is another account's, or another day's. */
  attach(session: SessionSupervisor): void {
    this.clear()
    this.#session = session
    if (this.#watched) this.#begin()
  }

  detach(): void {
    this.#end()
    this.#session = undefined
    if (this.#health.kind !== 'stale') this.#stale('There is no session.')
  }

  /** Another profile is selected: what was known is of no concern to it. */
  clear(): void {
    this.detach()
    this.feed.push([...this.#rows.keys()].map((key) => ({ kind: 'removed' as const, key })))
    this.#forget()
  }

  #forget(): void {
    this.#rows = new Map()
    this.#isOmitting = false
    this.#omittedUntil = Number.NEGATIVE_INFINITY
    this.#news = undefined
    this.#setHealth({ kind: 'waiting' })
  }

  /** Something happened that changes the list: it is read soon. */
  expectChange(): void {
    if (!this.#watched || !this.#session || this.#isSoon) return
    this.#schedule(SOON_MS)
    // Changes that go on must not put it off.
    this.#isSoon = true
  }

  #begin(): void {
    const session = this.#session
    if (!session) return
    const { list } = this.#options
    this.#abort = new AbortController()
    this.#refused = false
    this.#isSilent = false
    this.#release = [
      session.onState(({ kind }) => (kind === 'ready' ? void this.#read() : this.#judge())),
      session.onSocketState(() => this.#judge()),
      session.onGap(() => void this.#read()),
    ]
    if (list.follow) {
      const onUpdate = (update: ListUpdate<Row>): void => {
        this.#isSilent = false
        this.#listen()
        this.#take(update, 'stream')
      }
      const refuse = (): void => {
        this.#refused = true
        this.#judge()
      }
      this.#release.push(list.follow(session, onUpdate, refuse))
      this.#listen()
    }
    void this.#read()
  }

  #end(): void {
    this.#abort.abort()
    this.#cancelRead()
    this.#isSoon = false
    this.#cancelSilence()
    for (const release of this.#release.splice(0)) release()
    if (this.#session && this.#health.kind !== 'waiting') this.#stale('Nobody was watching.')
  }

  #listen(): void {
    const { clock, list } = this.#options
    if (list.silentMs === undefined) return
    this.#cancelSilence()
    this.#cancelSilence = clock.after(list.silentMs, () => {
      this.#isSilent = true
      this.#judge()
      void this.#read()
    })
  }

  async #read(): Promise<void> {
    const session = this.#session
    // A question of IBKR would be voided by whatever is sent.
    if (!session || this.#reading || session.state.kind !== 'ready' || session.hasOpenQuestion) {
      this.#schedule()
      return
    }
    const { list, onProblem } = this.#options
    const { signal } = this.#abort
    this.#reading = true
    try {
      const update = await list.read(session, signal)
      if (!signal.aborted && update) this.#take(update, 'poll')
    } catch (error) {
      if (!signal.aborted) onProblem(error)
    } finally {
      this.#reading = false
      if (!signal.aborted) this.#schedule()
      // Somebody came while the one before was still being given up.
      else if (this.#watched && this.#session) void this.#read()
    }
  }

  #schedule(ms = this.#pause()): void {
    if (this.#isSoon) return
    this.#cancelRead()
    this.#cancelRead = this.#options.clock.after(ms, () => {
      this.#isSoon = false
      void this.#read()
    })
  }

  #pause(): number {
    const { everyMs } = this.#options.list
    return this.#health.kind === 'live' ? everyMs.live : everyMs.silent
  }

  #take({ rows, isAll = false }: ListUpdate<Row>, source: FeedNews['source']): void {
    const { list, clock } = this.#options
    const { keyOf, merge = (_known, update) => update } = list
    const items: AccountItem<Row>[] = []
    const named = new Set<string>()
    const isKept = list.keeps?.(clock.now()) ?? (() => true)
    for (const update of rows.filter(isKept)) {
      const key = keyOf(update)
      named.add(key)
      const known = this.#rows.get(key)
      const time = known === undefined ? list.bound?.timeOf(update) : undefined
      if (time !== undefined && time <= this.#omittedUntil) continue
      const row = merge(known, update)
      if (known !== undefined && JSON.stringify(row) === JSON.stringify(known)) continue
      this.#rows.set(key, row)
      items.push({ kind: 'row', key, row })
    }
    // Not with each frame of a stream: there may be thousands of rows.
    for (const [key, row] of source === 'poll' ? this.#rows : []) {
      if (isAll ? named.has(key) : isKept(row)) continue
      this.#rows.delete(key)
      items.push({ kind: 'removed', key })
    }
    items.push(...this.#omitOldest())
    this.#news = { at: clock.now(), source }
    this.feed.push(items)
    if (this.#health.kind === 'waiting' || this.#health.kind === 'stale')
      this.#health = { kind: 'live', since: clock.now() }
    this.#judge()
    this.#tellStatus()
  }

  #omitOldest(): readonly AccountItem<Row>[] {
    const { bound } = this.#options.list
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

  #judge(): void {
    const session = this.#session
    const since = this.#options.clock.now()
    if (!session || this.#health.kind === 'waiting') return
    if (session.state.kind !== 'ready') {
      this.#stale('The session is not ready.')
      return
    }
    if (this.#health.kind === 'stale') return
    const reason = this.#silence(session)
    if (reason === undefined) {
      if (this.#health.kind === 'polling') this.#setHealth({ kind: 'live', since })
    } else if (this.#health.kind !== 'polling' || this.#health.reason !== reason) {
      this.#setHealth({ kind: 'polling', since, reason })
      this.#schedule()
    }
  }

  #silence(session: SessionSupervisor): string | undefined {
    const { withoutStream } = this.#options.list
    if (withoutStream !== undefined) return withoutStream
    if (session.socketState !== 'connected') return DOWN
    return this.#isSilent || this.#refused ? SILENT : undefined
  }

  #stale(reason: string): void {
    if (this.#health.kind !== 'stale') this.#setHealth({ kind: 'stale', since: this.#options.clock.now(), reason })
  }

  #setHealth(health: FeedHealth): void {
    this.#health = health
    this.#tellStatus()
  }

  #tellStatus(): void {
    this.feed.push([{ kind: 'status', status: this.#status() }])
  }

  #status(): AccountFeedStatus {
    const { bound } = this.#options.list
    return {
      health: this.#health,
      ...(this.#news && { news: this.#news }),
      ...(bound && this.#isOmitting && { limit: bound.rows }),
    }
  }
}

/** Ms after which a change shows in IBKR's books. */
const SOON_MS = 2_000
