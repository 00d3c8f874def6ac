import { NOTIFICATION_KINDS, type NotificationKind } from '../../shared/domain/notifications.ts'
import type { Clock } from '../clock.ts'
import type { News } from './news.ts'

/** What comes together, in ms, is told together. */
const FIRST_MS = 300
/** While a storm goes on it is summed up ever less often, between these many ms. */
const SOON_MS = 2_000
const LATEST_MS = 32_000
/** So many of one kind are told one by one. */
const ONE_BY_ONE = 3
/** Orders that are counted by their ids. */
const MOST_ORDERS = 10_000
const SYMBOLS_NAMED = 3

const SUMS: Partial<Record<NotificationKind, string>> = {
  fill: 'filled',
  partial: 'partly filled',
  cancel: 'cancelled',
  reject: 'rejected',
}

/** Sums up what comes in a storm: a thousand fills must not bury the desktop. What is no order's is told at once. */
export class GatheredNews {
  readonly #clock: Clock
  readonly #tell: (news: readonly News[]) => void
  /** By order: what came last of it says it all. */
  #waiting = new Map<string, News>()
  /** Beyond those that are counted. */
  #more = 0
  #pauseMs = 0
  #cancel: (() => void) | undefined

  constructor(clock: Clock, tell: (news: readonly News[]) => void) {
    this.#clock = clock
    this.#tell = tell
  }

  add(news: News): void {
    if (!news.order) {
      this.#tell([news])
      return
    }
    const { orderId } = news.order
    if (this.#waiting.size < MOST_ORDERS || this.#waiting.has(orderId)) {
      // Moved to the end: the last word about an order stands where it was said.
      this.#waiting.delete(orderId)
      this.#waiting.set(orderId, news)
    } else this.#more += 1
    this.#cancel ??= this.#clock.after(FIRST_MS, () => this.#flush())
  }

  /** What was gathered of another profile is not told any more. */
  clear(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#waiting = new Map()
    this.#more = 0
    this.#pauseMs = 0
  }

  #flush(): void {
    this.#cancel = undefined
    const told = [...this.#waiting.values()]
    const more = this.#more
    this.#waiting = new Map()
    this.#more = 0
    if (told.length === 0) {
      this.#pauseMs = 0
      return
    }
    this.#pauseMs = Math.min(LATEST_MS, Math.max(SOON_MS, this.#pauseMs * 2))
    this.#cancel = this.#clock.after(this.#pauseMs, () => this.#flush())
    this.#tell(summedUp(told, more))
  }
}

function summedUp(told: readonly News[], more: number): readonly News[] {
  return NOTIFICATION_KINDS.flatMap((kind) => {
    const news = told.filter((each) => each.kind === kind)
    const [first] = news
    if (!first || news.length <= ONE_BY_ONE) return news
    const count = `${news.length}${more > 0 ? '+' : ''}`
    return [
      { kind, title: `${count} orders ${SUMS[kind] ?? kind}`, body: symbolsOf(news), environment: first.environment },
    ]
  })
}

function symbolsOf(news: readonly News[]): string {
  const symbols = [...new Set(news.flatMap(({ order }) => (order?.symbol ? [order.symbol] : [])))]
  const named = symbols.slice(0, SYMBOLS_NAMED).join(', ')
  const rest = symbols.length - SYMBOLS_NAMED
  return rest > 0 ? `${named} and ${rest} more ${rest === 1 ? 'symbol' : 'symbols'}` : named
}
