import { type Clock, changesOrders, type SessionSupervisor } from '../../client/index.ts'
import type { TrafficItem, TrafficView } from '../../shared/contract/connection-views.ts'
import { type PacingSample, summarizeLatencies } from '../../shared/domain/traffic.ts'
import { createFeed, type Feed } from '../feed.ts'

/** Interval in ms between two samples, equal to the period of IBKR's global rate limit. */
const SAMPLE_MS = 1_000
/** Number of samples, which cover 15 minutes. */
const MAX_SAMPLES = 900
/** Number of responses of each kind whose latencies are counted. */
const MAX_LATENCIES = 1_000

/** Records the use of the rate limit and the latencies of responses, for windows that open later. */
export class TrafficLog {
  readonly feed: Feed<TrafficView, TrafficItem>
  readonly #clock: Clock
  #samples: readonly PacingSample[] = []
  #limit: number | undefined
  #orders: readonly number[] = []
  #others: readonly number[] = []
  #hasNewLatency = false
  #cancelNext = (): void => undefined

  constructor(clock: Clock) {
    this.#clock = clock
    this.feed = createFeed(() => ({ samples: this.#samples, ...this.#summary() }))
  }

  attach(session: Pick<SessionSupervisor, 'onResponse' | 'onTickle' | 'pacing'>): void {
    session.onResponse(({ latencyMs, ...request }) => {
      if (changesOrders(request)) this.#orders = [...this.#orders, latencyMs].slice(-MAX_LATENCIES)
      else this.#addOther(latencyMs)
      this.#hasNewLatency = true
    })
    session.onTickle(({ roundTripMs }) => this.#addOther(roundTripMs))
    const sample = (): void => {
      const { globalLeft, globalLimit, queued } = session.pacing.snapshot()
      this.#limit = globalLimit
      const next = { at: this.#clock.now(), used: globalLimit - globalLeft, queued }
      this.#samples = [...this.#samples, next].slice(-MAX_SAMPLES)
      this.feed.push([{ kind: 'sample', sample: next }])
      if (this.#hasNewLatency && this.feed.isWatched) this.feed.push([{ kind: 'summary', ...this.#summary() }])
      this.#hasNewLatency = false
      this.#cancelNext = this.#clock.after(SAMPLE_MS, sample)
    }
    this.#cancelNext()
    this.#cancelNext = this.#clock.after(SAMPLE_MS, sample)
  }

  detach(): void {
    this.#cancelNext()
  }

  #addOther(latencyMs: number): void {
    this.#others = [...this.#others, latencyMs].slice(-MAX_LATENCIES)
    this.#hasNewLatency = true
  }

  #summary() {
    return { limit: this.#limit, orders: summarizeLatencies(this.#orders), others: summarizeLatencies(this.#others) }
  }
}
