import type { KnownEnvironment } from '../../shared/domain/environment.ts'
import { NOTIFICATION_KINDS, type NotificationKind } from '../../shared/domain/notifications.ts'
import type { Clock } from '../clock.ts'

/** An event that may become a notification. */
export interface NotificationDraft {
  readonly kind: NotificationKind
  readonly title: string
  readonly body: string
  /** Events of orders can be combined with others of their kind. */
  readonly order?: { readonly orderId: string; readonly symbol: string }
  /** Practice, paper or live; every notification names it. */
  readonly environment: KnownEnvironment
}

/** Ms during which the first events are collected. */
const FIRST_MS = 300
/** Ms between two digests while events continue. The pause doubles between these two limits. */
const MIN_PAUSE_MS = 2_000
const MAX_PAUSE_MS = 32_000
/** Number of events of one kind that are shown one by one. */
const MAX_SINGLE = 3
/** Maximum number of different orders that a digest counts. */
const MAX_ORDERS = 10_000
const SYMBOLS_NAMED = 3

const VERBS: Partial<Record<NotificationKind, string>> = {
  fill: 'filled',
  partial: 'partly filled',
  cancel: 'cancelled',
  reject: 'rejected',
}

/**
 * Combines bursts of events into one notification, because a thousand fills would cover the desktop. Events without an
 * order are published immediately.
 */
export class NotificationDigest {
  readonly #clock: Clock
  readonly #publish: (drafts: readonly NotificationDraft[]) => void
  /** The last event of each order that is not published yet. */
  readonly #waiting = new Map<string, NotificationDraft>()
  /** Whether more orders arrived than are counted. */
  #isMore = false
  #pauseMs = 0
  #cancel: (() => void) | undefined

  constructor(clock: Clock, publish: (drafts: readonly NotificationDraft[]) => void) {
    this.#clock = clock
    this.#publish = publish
  }

  add(draft: NotificationDraft): void {
    if (!draft.order) {
      this.#publish([draft])
      return
    }
    const { orderId } = draft.order
    // The order moves to the end: its last event counts, in the order of arrival.
    const isKnown = this.#waiting.delete(orderId)
    if (isKnown || this.#waiting.size < MAX_ORDERS) this.#waiting.set(orderId, draft)
    else this.#isMore = true
    this.#cancel ??= this.#clock.after(FIRST_MS, () => this.#flush())
  }

  clear(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#waiting.clear()
    this.#isMore = false
    this.#pauseMs = 0
  }

  #flush(): void {
    const drafts = [...this.#waiting.values()]
    const [isMore, pauseMs] = [this.#isMore, this.#pauseMs]
    this.clear()
    if (drafts.length === 0) return
    this.#pauseMs = Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, pauseMs * 2))
    this.#cancel = this.#clock.after(this.#pauseMs, () => this.#flush())
    this.#publish(NOTIFICATION_KINDS.flatMap((kind) => summary(kind, drafts, isMore)))
  }
}

function summary(
  kind: NotificationKind,
  all: readonly NotificationDraft[],
  isMore: boolean,
): readonly NotificationDraft[] {
  const drafts = all.filter((draft) => draft.kind === kind)
  const [first] = drafts
  if (!first || drafts.length <= MAX_SINGLE) return drafts
  const title = `${drafts.length}${isMore ? '+' : ''} orders ${VERBS[kind] ?? kind}`
  return [{ kind, title, body: symbolsOf(drafts), environment: first.environment }]
}

function symbolsOf(drafts: readonly NotificationDraft[]): string {
  const symbols = [...new Set(drafts.flatMap(({ order }) => (order?.symbol ? [order.symbol] : [])))]
  const named = symbols.slice(0, SYMBOLS_NAMED).join(', ')
  const rest = symbols.length - SYMBOLS_NAMED
  return rest > 0 ? `${named} and ${rest} more ${rest === 1 ? 'symbol' : 'symbols'}` : named
}
