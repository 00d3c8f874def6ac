import type { Clock, SessionSupervisor } from '../../client/index.ts'
import type {
  ConnectionEntry,
  ConnectionEvent,
  ConnectionItem,
  ConnectionView,
} from '../../shared/contract/connection-views.ts'
import type { FeedGap } from '../../shared/domain/feed.ts'
import type { TickleTiming } from '../../shared/domain/session.ts'
import { createFeed, type Feed } from '../feed.ts'

const MAX_ENTRIES = 300
const MAX_PULSES = 240

export interface ConnectionLogOptions {
  readonly clock: Clock
  /** Monotonic clock in ms, which tests replace. */
  readonly steady?: () => number
}

/** Records the events of the socket to IBKR and the round trips of keep-alives, for windows that open later. */
export class ConnectionLog {
  readonly feed: Feed<ConnectionView, ConnectionItem>
  readonly #clock: Clock
  readonly #steady: () => number
  #entries: readonly ConnectionEntry[] = []
  #pulses: readonly TickleTiming[] = []
  #lastId = 0
  /** Times of the last event and of the last opened connection, on the monotonic clock. */
  #steppedAt: number | undefined
  #openedAt: number | undefined

  constructor({ clock, steady = () => performance.now() }: ConnectionLogOptions) {
    this.#clock = clock
    this.#steady = steady
    this.feed = createFeed(() => ({ entries: this.#entries, pulses: this.#pulses }))
  }

  /** Follows a new session. A closed session emits no further events. */
  attach(session: Pick<SessionSupervisor, 'onConnection' | 'onTickle'>): void {
    this.#steppedAt = undefined
    this.#openedAt = undefined
    session.onConnection((step) => this.#add(step))
    session.onTickle((pulse) => {
      this.#pulses = [...this.#pulses, pulse].slice(-MAX_PULSES)
      this.feed.push([{ kind: 'pulse', pulse }])
    })
  }

  /** Records that all data was refreshed after a gap. */
  resynced(gap: FeedGap): void {
    this.#add({ kind: 'resynced', at: this.#clock.now(), gap })
  }

  #add(event: ConnectionEvent): void {
    const tookMs = this.#durationOf(event)
    this.#lastId += 1
    const entry: ConnectionEntry = { id: this.#lastId, event, ...(tookMs !== undefined && { tookMs }) }
    this.#entries = [...this.#entries, entry].slice(-MAX_ENTRIES)
    this.feed.push([{ kind: 'entry', entry }])
  }

  #durationOf({ kind }: ConnectionEvent): number | undefined {
    const now = this.#steady()
    const before = kind === 'dropped' || kind === 'closed' ? this.#openedAt : this.#steppedAt
    if (kind === 'opened') this.#openedAt = now
    if (kind === 'dropped' || kind === 'closed') this.#openedAt = undefined
    this.#steppedAt = now
    // Skip events without a duration: a planned retry, and the start of an opening.
    if (kind === 'opening' || kind === 'retry' || before === undefined) return undefined
    return now - before
  }
}
