import { createStreamKey, findTopic, parseSocketText } from '../../shared/domain/topics.ts'
import { BackOff } from '../back-off.ts'
import type { Clock } from '../clock.ts'
import type { Unsubscribe } from '../event-listeners.ts'
import type { RandomSource } from '../random-source.ts'
import { RequiredSubscriptions } from './required-subscriptions.ts'
import type { SocketFrame, SocketGap } from './socket-events.ts'

/** Time in ms after which a new refusal no longer belongs to the series of the previous refusal. */
const REFUSAL_MEMORY_MS = 60_000
/** Maximum time in ms to wait for the account query before subscriptions are sent again. */
const ACCOUNTS_MS = 2_000
/** Matches IBKR's errors if the accounts were not queried, or the order stream is not ready. */
const TRANSIENT_REFUSAL = /unable to subscribe|no accounts|no bridge/i

/** Reports whether the same subscription may succeed later. */
export function isTransientRefusal(error: string): boolean {
  return TRANSIENT_REFUSAL.test(error)
}

export interface ActiveSubscriptionsDeps {
  readonly clock: Clock
  readonly random: RandomSource
  /** Sends a message on the current connection; drops it if there is none. */
  readonly send: (text: string) => void
  /**
   * Sends `GET iserver/accounts`, which IBKR requires before streams, as soon as no order question is open. Never
   * rejects.
   */
  readonly queryAccounts: () => Promise<void>
  /** Called when all subscriptions were sent. */
  readonly onActivated: () => void
  readonly note: (level: 'info' | 'warning', text: string) => void
  /**
   * Called when a refused topic is subscribed again. The gap is the time in which nothing of the topic was received.
   */
  readonly onRefusalOver: (gap: SocketGap) => void
}

/** The refused subscriptions of one topic, which are retried together: each retry needs a query of the accounts. */
interface Refusal {
  /** Topics refused since the last retry: `smd` for all subscriptions of the topic, `smd+1` for a single one. */
  readonly topics: Set<string>
  readonly firstAt: number
  readonly backOff: BackOff
  lastAt: number
  /** Set while a retry is pending. Further refusals of the same attempt change nothing. */
  cancelRetry: (() => void) | undefined
}

/** Keeps subscriptions active on a connection: sends them, renews market data, and retries refused subscriptions. */
export class ActiveSubscriptions {
  readonly #deps: ActiveSubscriptionsDeps
  readonly #subscriptions = new RequiredSubscriptions()
  readonly #renewals = new Map<string, () => void>()
  readonly #refusals = new Map<string, Refusal>()
  #isActive = false
  /** Number of activations. An older activation that still waits for the accounts is ignored. */
  #activation = 0

  constructor(deps: ActiveSubscriptionsDeps) {
    this.#deps = deps
  }

  get size(): number {
    return this.#subscriptions.size
  }

  add(text: string, unsubscribeText: string): Unsubscribe {
    const toSend = this.#subscriptions.add(text, unsubscribeText)
    if (toSend !== undefined && this.#isActive) this.#send(toSend)
    let isSubscribed = true
    return () => {
      if (isSubscribed) this.#remove(text)
      isSubscribed = false
    }
  }

  /** Sends all subscriptions, when the connection has a session. */
  activate(): void {
    this.#isActive = true
    for (const text of this.#subscriptions.texts()) this.#send(text)
    this.#deps.onActivated()
  }

  /**
   * Queries the accounts, then sends all subscriptions. Sends nothing if it is cancelled or replaced by
   * another activation before the response arrives.
   */
  async activateAfterAccounts(): Promise<void> {
    this.#activation += 1
    const activation = this.#activation
    let cancel = (): void => undefined
    const timeout = new Promise<void>((resolve) => {
      cancel = this.#deps.clock.after(ACCOUNTS_MS, resolve)
    })
    await Promise.race([this.#deps.queryAccounts(), timeout])
    cancel()
    if (activation === this.#activation) this.activate()
  }

  cancelActivation(): void {
    this.#activation += 1
  }

  /** Sends market data subscriptions again, after a REST call has ended the market data of the socket. */
  renewMarketData(): void {
    if (this.#isActive) for (const text of this.#subscriptions.texts('smd+')) this.#send(text)
  }

  /** Cancels all retries, when the connection has closed. */
  deactivate(): void {
    this.#isActive = false
    this.cancelActivation()
    for (const key of [...this.#renewals.keys()]) this.#cancelRenewal(key)
    for (const name of [...this.#refusals.keys()]) this.#forgetRefusal(name)
  }

  /**
   * Retries the subscriptions that an error frame refuses. IBKR's refusals usually contain only the three letters of a
   * topic, which means all of its subscriptions. If the frame contains targets, only that subscription is retried.
   */
  handleError({ topic, error }: SocketFrame): void {
    if (error === undefined || !isTransientRefusal(error) || this.#refusedTexts(topic).length === 0) return
    const { clock, random, note } = this.#deps
    const now = clock.now()
    const name = topic.slice(0, 3)
    let refusal = this.#refusals.get(name)
    if (refusal === undefined || now - refusal.lastAt > REFUSAL_MEMORY_MS) {
      this.#forgetRefusal(name)
      const backOff = new BackOff(clock, random)
      refusal = { topics: new Set(), firstAt: now, lastAt: now, backOff, cancelRetry: undefined }
      this.#refusals.set(name, refusal)
    }
    refusal.lastAt = now
    refusal.topics.add(topic)
    if (refusal.cancelRetry !== undefined) return
    if (refusal.backOff.retries < 3) note('warning', `IBKR refused ${topic} ("${error.slice(0, 100)}"). Retrying.`)
    this.#planRetry(name, refusal, refusal.backOff.next())
  }

  #refusedTexts(topic: string): readonly string[] {
    if (topic.length === 3) return this.#subscriptions.texts(topic)
    const text = this.#subscriptions.textOf(topic)
    return text === undefined ? [] : [text]
  }

  #planRetry(name: string, refusal: Refusal, delay: number): void {
    refusal.cancelRetry = this.#deps.clock.after(delay, () => void this.#retry(name, refusal))
  }

  async #retry(name: string, refusal: Refusal): Promise<void> {
    const { clock, onRefusalOver, queryAccounts } = this.#deps
    await queryAccounts()
    if (this.#refusals.get(name) !== refusal) return
    const topics = refusal.topics.has(name) ? [name] : [...refusal.topics]
    refusal.topics.clear()
    refusal.cancelRetry = undefined
    for (const text of topics.flatMap((topic) => this.#refusedTexts(topic))) this.#send(text)
    // A gap concerns all streams. A stream that had its own subscription refused reports that gap itself.
    if (topics.includes(name)) onRefusalOver({ from: refusal.firstAt, to: clock.now() })
  }

  #forgetRefusal(name: string): void {
    this.#refusals.get(name)?.cancelRetry?.()
    this.#refusals.delete(name)
  }

  #remove(text: string): void {
    const toSend = this.#subscriptions.remove(text)
    if (toSend === undefined) return
    const key = createStreamKey(text)
    this.#cancelRenewal(key)
    this.#removeRefused(key)
    if (this.#isActive) this.#deps.send(toSend)
  }

  /** Cancels a pending retry if it has nothing left to send. */
  #removeRefused(key: string): void {
    const name = key.slice(0, 3)
    const refusal = this.#refusals.get(name)
    if (refusal?.cancelRetry === undefined) return
    refusal.topics.delete(key)
    if (![...refusal.topics].some((topic) => this.#refusedTexts(topic).length > 0)) this.#forgetRefusal(name)
  }

  #send(text: string): void {
    this.#deps.send(text)
    const renewAfterMs = findTopic(parseSocketText(text).topic)?.renewAfterMs
    if (renewAfterMs === undefined) return
    const key = createStreamKey(text)
    this.#cancelRenewal(key)
    const cancel = this.#deps.clock.after(renewAfterMs, () => {
      const newest = this.#subscriptions.textOf(key)
      if (newest !== undefined) this.#send(newest)
    })
    this.#renewals.set(key, cancel)
  }

  #cancelRenewal(key: string): void {
    this.#renewals.get(key)?.()
    this.#renewals.delete(key)
  }
}
