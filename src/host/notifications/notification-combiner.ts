import type { Clock } from '../../client/index.ts'
import type { KnownEnvironment } from '../../shared/domain/environment.ts'
import { formatNumber } from '../../shared/domain/format-number.ts'
import { NOTIFICATION_KINDS, type NotificationKind } from '../../shared/domain/notifications.ts'
import type { InboxEvent } from '../inbox/record-event.ts'

/**
 * An event that may become a notification. Events of several orders can be combined if they have the same kind, and if
 * all or none of them are corrections.
 */
export interface UnpublishedNotification
  extends Pick<InboxEvent, 'kind' | 'title' | 'body' | 'order' | 'isCorrection'> {
  /** Environment of the profile (Practice, paper or live), which every notification shows. */
  readonly environment: KnownEnvironment
}

/** Time in ms during which the first events are collected. */
const FIRST_MS = 300
/** Minimum pause in ms between two digests. While events continue, the pause doubles up to the maximum. */
const MIN_PAUSE_MS = 2_000
const MAX_PAUSE_MS = 32_000
/** Maximum number of events of one kind that are shown separately. */
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
 * Combines bursts of events into one notification, because a thousand notifications would cover the desktop. Events
 * without an order are published immediately.
 */
export class NotificationCombiner {
  readonly #clock: Clock
  readonly #publish: (drafts: readonly UnpublishedNotification[]) => void
  /** The last unpublished event of each order. */
  readonly #waiting = new Map<string, UnpublishedNotification>()
  /** Whether more orders arrived than the digest counts. */
  #isMore = false
  #pauseMs = 0
  #cancel: (() => void) | undefined

  constructor(clock: Clock, publish: (drafts: readonly UnpublishedNotification[]) => void) {
    this.#clock = clock
    this.#publish = publish
  }

  add(draft: UnpublishedNotification): void {
    if (!draft.order) {
      this.#publish([draft])
      return
    }
    const { orderId } = draft.order
    // Move the order to the end, because its last event determines its position.
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
    const [corrections, others] = [drafts.filter(isCorrected), drafts.filter((draft) => !isCorrected(draft))]
    this.#publish(
      NOTIFICATION_KINDS.flatMap((kind) => [
        ...summary(kind, others, isMore, VERBS[kind] ?? kind),
        ...summary(kind, corrections, isMore, 'corrected'),
      ]),
    )
  }
}

const isCorrected = ({ isCorrection }: UnpublishedNotification): boolean => isCorrection === true

function summary(
  kind: NotificationKind,
  all: readonly UnpublishedNotification[],
  isMore: boolean,
  verb: string,
): readonly UnpublishedNotification[] {
  const drafts = all.filter((draft) => draft.kind === kind)
  const [first] = drafts
  if (!first || drafts.length <= MAX_SINGLE) return drafts
  const title = `${formatNumber(drafts.length)}${isMore ? '+' : ''} orders ${verb}`
  return [{ kind, title, body: symbolsOf(drafts), environment: first.environment }]
}

function symbolsOf(drafts: readonly UnpublishedNotification[]): string {
  const symbols = [...new Set(drafts.flatMap(({ order }) => (order?.contractName ? [order.contractName] : [])))]
  const named = symbols.slice(0, SYMBOLS_NAMED).join(', ')
  const rest = symbols.length - SYMBOLS_NAMED
  return rest > 0 ? `${named} and ${rest} more` : named
}
