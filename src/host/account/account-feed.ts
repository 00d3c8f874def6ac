import type { Clock } from '../../client/index.ts'
import type { AccountFeedStatus, AccountItem, AccountSnapshot } from '../../shared/contract/account-views.ts'
import {
  createStaleFeedHealth,
  deriveFeedHealth,
  type FeedHealth,
  type FeedUpdate,
  WEBSOCKET_DOWN,
} from '../../shared/domain/feed.ts'
import { createFeed, type Feed } from '../feed.ts'
import type { ReadSession } from '../session/read-session.ts'
import { AccountRows, type AccountRowsUpdate, type RowRules } from './account-rows.ts'

/** A kind of account list (positions, executions, profit and loss) and how it is updated. */
export interface AccountFeedKind<Row> extends RowRules<Row> {
  /**
   * Subscribes to the stream of this list. Absent if IBKR has no such stream. `onEnd` is called when IBKR rejects the
   * stream or the session ends.
   */
  readonly follow?: (
    session: ReadSession,
    onUpdate: (update: AccountRowsUpdate<Row>) => void,
    onEnd: () => void,
  ) => () => void
  /** Reads the list over REST. Returns undefined for a response that is still incomplete. */
  readonly read: (session: ReadSession, signal: AbortSignal) => Promise<AccountRowsUpdate<Row> | undefined>
  /** Poll intervals in ms, with a working stream and without a stream. */
  readonly pollMs: { readonly streaming: number; readonly polling: number }
  /**
   * Time in ms without an update after which the stream counts as silent. Absent if the stream may be silent for hours.
   */
  readonly silentMs?: number
  /** Reason why the list is polled, for lists that IBKR does not stream. */
  readonly withoutStream?: string
}

export interface AccountFeedOptions<Row> {
  readonly clock: Clock
  readonly list: AccountFeedKind<Row>
  /** Called with the reason when a poll fails. */
  readonly onProblem: (error: unknown) => void
  /** Called with each update of a poll. */
  readonly onPolled?: (rows: readonly Row[]) => void
  /** Calls `onChange` after events that change the list. Returns an unsubscribe function. */
  readonly watchChanges?: (onChange: () => void) => () => void
}

/**
 * Time in ms after which rows that no window shows are released. A window that opens later gets a new list within a
 * second.
 */
const RELEASE_MS = 10_000
/** Delay in ms before a change appears in IBKR's lists. */
const SOON_MS = 2_000

const SILENT = 'No updates from the stream; polling every few seconds.'

/** An account list that a stream and polls keep up to date while a window shows it. */
export class AccountFeed<Row> {
  readonly feed: Feed<AccountSnapshot<Row>, AccountItem<Row>>
  readonly #options: AccountFeedOptions<Row>
  #rows: AccountRows<Row>
  #health: FeedHealth = { kind: 'waiting' }
  #lastUpdate: FeedUpdate | undefined
  /** Time of the last update on the monotonic clock. */
  #updatedAt = Number.NEGATIVE_INFINITY
  #session: ReadSession | undefined
  #isWatched = false
  #release: (() => void)[] = []
  #abort = new AbortController()
  #cancelPoll: () => void = () => undefined
  #cancelSilence: () => void = () => undefined
  #cancelRelease: () => void = () => undefined
  #isPolling = false
  /** Whether a poll is scheduled within the next two seconds. */
  #isPollSoon = false
  #isSilent = false
  #isRefused = false

  constructor(options: AccountFeedOptions<Row>) {
    this.#options = options
    this.#rows = new AccountRows(options.list)
    this.feed = createFeed(
      () => ({ rows: this.#rows.rows, status: this.#status() }),
      (isWatched) => {
        this.#isWatched = isWatched
        this.#cancelRelease()
        if (isWatched) this.#start()
        else {
          this.#stop()
          this.#cancelRelease = options.clock.after(RELEASE_MS, () => this.#reset())
        }
      },
    )
  }

  /**
   * Returns the rows if their last update is less than this old by both clocks, in ms: the monotonic clock stops during
   * sleep, and the wall clock may be set back.
   */
  rowsWithin(ms: number): readonly Row[] | undefined {
    const { clock } = this.#options
    const wallAge = clock.now() - (this.#lastUpdate?.at ?? Number.NEGATIVE_INFINITY)
    return Math.max(wallAge, clock.monotonic() - this.#updatedAt) < ms ? this.#rows.rows : undefined
  }

  /** Follows a new session. Drops the existing rows, which belong to another account or another day. */
  attach(session: ReadSession): void {
    this.detach()
    this.feed.push(this.#rows.keys.map((key) => ({ kind: 'removed', key })))
    this.#reset()
    this.#session = session
    if (this.#isWatched) this.#start()
  }

  detach(): void {
    this.#session = undefined
    this.#stop()
    this.#setStale('No session was open.')
  }

  /** Stops all timers, because the profile is no longer in use. */
  dispose(): void {
    this.detach()
    this.#cancelRelease()
  }

  #reset(): void {
    this.#rows = new AccountRows(this.#options.list)
    this.#lastUpdate = undefined
    this.#updatedAt = Number.NEGATIVE_INFINITY
    this.#setHealth({ kind: 'waiting' })
  }

  #start(): void {
    const session = this.#session
    if (!session) return
    const { list, watchChanges } = this.#options
    this.#abort = new AbortController()
    this.#isRefused = false
    this.#isSilent = false
    this.#release = [
      session.onState(({ kind }) => (kind === 'ready' ? void this.#poll() : this.#updateHealth())),
      session.onSocketState(() => this.#updateHealth()),
      session.onGap(() => void this.#poll()),
    ]
    if (list.follow) {
      const onUpdate = (update: AccountRowsUpdate<Row>): void => {
        this.#isSilent = false
        this.#watchSilence()
        this.#apply(update, 'stream')
      }
      const onEnd = (): void => {
        this.#isRefused = true
        this.#updateHealth()
      }
      this.#release.push(list.follow(session, onUpdate, onEnd))
      this.#watchSilence()
    }
    if (watchChanges) this.#release.push(watchChanges(() => this.#pollSoon()))
    void this.#poll()
  }

  #pollSoon(): void {
    if (this.#isPollSoon) return
    this.#schedule(SOON_MS)
    // Further changes do not postpone the scheduled poll.
    this.#isPollSoon = true
  }

  #stop(): void {
    this.#abort.abort()
    this.#cancelPoll()
    this.#isPollSoon = false
    this.#cancelSilence()
    for (const release of this.#release.splice(0)) release()
    if (this.#session && this.#health.kind !== 'waiting') this.#setStale('No window was open.')
  }

  #watchSilence(): void {
    const { clock, list } = this.#options
    if (list.silentMs === undefined) return
    this.#cancelSilence()
    this.#cancelSilence = clock.after(list.silentMs, () => {
      this.#isSilent = true
      this.#updateHealth()
      void this.#poll()
    })
  }

  async #poll(): Promise<void> {
    const session = this.#session
    if (!session || this.#isPolling || session.state.kind !== 'ready') {
      this.#schedule()
      return
    }
    const { list, onProblem, onPolled } = this.#options
    const { signal } = this.#abort
    this.#isPolling = true
    try {
      const update = await list.read(session, signal)
      if (!signal.aborted && update) {
        this.#apply(update, 'poll')
        onPolled?.(update.rows)
      }
    } catch (error) {
      if (!signal.aborted) onProblem(error)
    } finally {
      this.#isPolling = false
      if (!signal.aborted) this.#schedule()
      // Poll again: a window was opened while the previous poll was being aborted.
      else if (this.#isWatched && this.#session) void this.#poll()
    }
  }

  #schedule(ms?: number): void {
    if (this.#isPollSoon) return
    const { clock, list } = this.#options
    const { streaming, polling } = list.pollMs
    this.#cancelPoll()
    this.#cancelPoll = clock.after(ms ?? (this.#health.kind === 'streaming' ? streaming : polling), () => {
      this.#isPollSoon = false
      void this.#poll()
    })
  }

  #apply(update: AccountRowsUpdate<Row>, source: 'stream' | 'poll'): void {
    const { clock } = this.#options
    const now = clock.now()
    this.feed.push(this.#rows.apply(update, source === 'poll', now))
    this.#lastUpdate = { at: now, source }
    this.#updatedAt = clock.monotonic()
    this.#updateHealth(true)
    this.#pushStatus()
  }

  #updateHealth(isUpdated = false): void {
    const { clock, list } = this.#options
    const session = this.#session
    if (!session) return
    const isSilent = this.#isSilent || this.#isRefused
    const silence = session.socketState === 'connected' ? (isSilent ? SILENT : undefined) : WEBSOCKET_DOWN
    const health = deriveFeedHealth(this.#health, {
      isSessionReady: session.state.kind === 'ready',
      pollingReason: list.withoutStream ?? silence,
      isUpdated,
      now: clock.now(),
    })
    if (health === this.#health) return
    this.#setHealth(health)
    if (health.kind === 'polling') this.#schedule()
  }

  #setStale(reason: string): void {
    this.#setHealth(createStaleFeedHealth(this.#health, reason, this.#options.clock.now()))
  }

  #setHealth(health: FeedHealth): void {
    if (health === this.#health) return
    this.#health = health
    this.#pushStatus()
  }

  #pushStatus(): void {
    this.feed.push([{ kind: 'status', status: this.#status() }])
  }

  #status(): AccountFeedStatus {
    const { limit } = this.#rows
    return {
      health: this.#health,
      ...(this.#lastUpdate && { lastUpdate: this.#lastUpdate }),
      ...(limit !== undefined && { limit }),
    }
  }
}
