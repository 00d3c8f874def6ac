import { backOffDelay } from '../back-off.ts'
import type { Clock } from '../clock.ts'
import type { RandomSource } from '../random.ts'
import type { SocketGap } from '../session/session-supervisor.ts'
import { readSubscription } from './subscription-text.ts'
import { Subscriptions } from './subscriptions.ts'
import type { FrameHandler } from './topic-dispatch.ts'
import { isWorthAnotherTry } from './worth-another-try.ts'

const MARKET_DATA = 'smd+'
/** IBKR ends market data after 10 minutes by its change log of 14 April 2026, after 15 by its guide. */
const MARKET_DATA_RENEWAL_MS = 540_000
/** A refusal that comes later than this after the one before is a new one. */
const REFUSAL_MEMORY_MS = 60_000

/** What a keeper is made of. */
export interface SubscriptionKeeperParts {
  readonly clock: Clock
  readonly random: RandomSource
  /** Sends on the present connection; drops the text where there is none. */
  readonly send: (text: string) => void
  /** `GET iserver/accounts`, which IBKR wants before it streams; never rejects. */
  readonly askAccounts: () => Promise<void>
  readonly note: (level: 'info' | 'warning', text: string) => void
  /** A subscription was refused for a while: nothing of its topic was heard. */
  readonly onRefusalOver: (gap: SocketGap) => void
}

/** A topic whose subscription was refused. */
interface Refusal {
  readonly firstAt: number
  lastAt: number
  retries: number
  /** Further refusals of the same try change nothing. */
  pending: boolean
}

/** Keeps subscriptions in place on a connection: sends them, renews market data, and tries again what was refused. */
export class SubscriptionKeeper {
  readonly #parts: SubscriptionKeeperParts
  readonly #subscriptions = new Subscriptions()
  readonly #renewals = new Map<string, () => void>()
  readonly #refusals = new Map<string, Refusal>()
  readonly #retries = new Set<() => void>()
  /** Counts connections: a retry of an older one is dropped. */
  #turn = 0
  #placed = false

  constructor(parts: SubscriptionKeeperParts) {
    this.#parts = parts
  }

  /** How many topics are held. */
  get topics(): number {
    return this.#subscriptions.size
  }

  hold(text: string, unsubscribeText: string): void {
    const wanted = this.#subscriptions.hold(text, unsubscribeText)
    if (wanted !== undefined && this.#placed) this.#send(wanted)
  }

  release(text: string): void {
    const farewell = this.#subscriptions.release(text)
    if (farewell === undefined) return
    this.#cancelRenewal(readSubscription(text).key)
    if (this.#placed) this.#parts.send(farewell)
  }

  /** The server has greeted: everything is sent. */
  place(): void {
    this.#placed = true
    for (const text of this.#subscriptions.texts()) this.#send(text)
  }

  renewMarketData(): void {
    if (this.#placed) for (const text of this.#subscriptions.texts(MARKET_DATA)) this.#send(text)
  }

  /** The connection is gone, and with it all that belonged to it. */
  lose(): void {
    this.#placed = false
    this.#turn += 1
    for (const key of [...this.#renewals.keys()]) this.#cancelRenewal(key)
    for (const cancel of this.#retries) cancel()
    this.#retries.clear()
    this.#refusals.clear()
  }

  /** Looks whether a frame refuses a subscription that is held. */
  readonly hearRefusal: FrameHandler = ({ value }) => {
    const { error, topic } = (value ?? {}) as { readonly error?: unknown; readonly topic?: unknown }
    if (typeof error !== 'string' || typeof topic !== 'string' || !isWorthAnotherTry(error)) return
    const head = topic.slice(0, 3)
    if (this.#subscriptions.texts(head).length > 0) this.#refused(head, error)
  }

  #refused(topic: string, error: string): void {
    const { clock, random, note } = this.#parts
    const now = clock.now()
    const known = this.#refusals.get(topic)
    const fresh = known === undefined || now - known.lastAt > REFUSAL_MEMORY_MS
    const refusal = fresh ? { firstAt: now, lastAt: now, retries: 0, pending: false } : known
    this.#refusals.set(topic, refusal)
    refusal.lastAt = now
    if (refusal.pending) return
    refusal.pending = true
    if (refusal.retries < 3) note('warning', `IBKR refused ${topic} ("${error.slice(0, 100)}"): it is asked again.`)
    const delay = backOffDelay({
      retries: refusal.retries,
      downForMs: now - refusal.firstAt,
      fraction: random.fraction(),
    })
    refusal.retries += 1
    const cancel = clock.after(delay, () => {
      this.#retries.delete(cancel)
      this.#tryAgain(topic, refusal).catch(() => undefined)
    })
    this.#retries.add(cancel)
  }

  async #tryAgain(topic: string, refusal: Refusal): Promise<void> {
    const turn = this.#turn
    await this.#parts.askAccounts()
    if (turn !== this.#turn || !this.#placed) return
    refusal.pending = false
    for (const text of this.#subscriptions.texts(topic)) this.#send(text)
    this.#parts.onRefusalOver({ from: refusal.firstAt, to: this.#parts.clock.now() })
  }

  #send(text: string): void {
    this.#parts.send(text)
    const { key } = readSubscription(text)
    if (!key.startsWith(MARKET_DATA)) return
    this.#cancelRenewal(key)
    const cancel = this.#parts.clock.after(MARKET_DATA_RENEWAL_MS, () => {
      const wanted = this.#subscriptions.textOf(key)
      if (wanted !== undefined) this.#send(wanted)
    })
    this.#renewals.set(key, cancel)
  }

  #cancelRenewal(key: string): void {
    this.#renewals.get(key)?.()
    this.#renewals.delete(key)
  }
}
