import { asSentence } from '../../../shared/domain/as-sentence.ts'
import { assertNever } from '../../../shared/domain/assert-never.ts'
import { type ConsoleOrder, unknownTerm } from '../../../shared/domain/console-orders.ts'
import type { FeedGap, FeedHealth, FeedUpdate } from '../../../shared/domain/feed.ts'
import { formatNumber } from '../../../shared/domain/format-number.ts'
import type { OrderStatus } from '../../../shared/domain/orders.ts'
import { formatRecent, formatSpan, formatTimeOfDay } from '../../ui/format-time.ts'
import type { Tone } from '../../ui/tone.ts'
import type { CancelOutcome } from './cancel/cancel-run.ts'

export const countOf = (count: number, noun: string): string =>
  `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`

/** Colour and explanation for each order status. */
const STATUSES: Readonly<Record<string, readonly [tone: Tone, explanation: string]>> = {
  Inactive: ['warn', 'Not working: rejected, declined at a confirmation, parked, or waiting for its start time.'],
  PendingSubmit: ['busy', 'Sent. IBKR has not confirmed it yet.'],
  PreSubmitted: ['busy', 'Held by IBKR until its condition is met or the market opens.'],
  Submitted: ['busy', 'Working at the exchange.'],
  Filled: ['good', 'Completely filled.'],
  PendingCancel: ['warn', 'Cancel request sent, but not confirmed yet. The order may still fill.'],
  PreCancelled: ['warn', 'Cancel request accepted, but not final yet. The order may still fill.'],
  Cancelled: ['idle', 'Cancelled. Earlier fills are unaffected.'],
  WarnState: ['warn', 'Held by IBKR until a warning is confirmed.'],
  Failed: ['bad', 'Rejected. The order was never working at the exchange.'],
}

export function describeOrderStatus(status: OrderStatus): { readonly tone: Tone; readonly explanation: string } {
  const [tone, explanation] = STATUSES[status] ?? ['warn', 'Unknown status reported by IBKR.']
  return { tone, explanation }
}

/** Returns why an order is not working, if known. */
export function reasonOf({ status, inactiveReason, cancelReason }: ConsoleOrder): string | undefined {
  if (status === 'Inactive') return inactiveReason
  return status === 'Cancelled' || status === 'Failed' ? cancelReason : undefined
}

/** Returns the colour of an order. An inactive order with a reason was rejected or declined. */
export const orderTone = (order: Pick<ConsoleOrder, 'status' | 'inactiveReason'>): Tone =>
  order.status === 'Inactive' && order.inactiveReason !== undefined ? 'bad' : describeOrderStatus(order.status).tone

/** Explains the status of an order and, if known, why the order is inactive. */
export function describeStatus(order: ConsoleOrder): string {
  const { status, journaled } = order
  const { explanation } = describeOrderStatus(status)
  const reason = reasonOf(order)
  const isInactive = status === 'Inactive' && reason !== undefined
  const meaning = [isInactive ? 'Not working.' : explanation, reason && asSentence(reason)].filter(Boolean).join(' ')
  return journaled === false ? `${meaning} ${NOT_JOURNALED}` : meaning
}

export const NOT_JOURNALED = 'Not journaled: this update may be missing after a restart.'

/** Returns why no trade can be derived from an order, undefined if one can. */
export function explainUnknownTerm(order: ConsoleOrder): string | undefined {
  const term = unknownTerm(order)
  if (term === undefined) return undefined
  return term === 'side' && order.otherSide !== undefined
    ? `This order is neither a purchase nor a sale (${order.otherSide}).`
    : `IBKR has not reported the ${term} of this order. Refresh the orders, then try again.`
}

/** Returns why an order cannot be changed. */
export const explainUnchangeable = (order: ConsoleOrder): string =>
  explainUnknownTerm(order) ??
  [`Order ${order.orderId} is ${order.status} and cannot be changed.`, reasonOf(order)].filter(Boolean).join(' ')

export interface FeedHealthLabel {
  readonly label: string
  readonly tone: Tone
  readonly detail: string
  /** Whether the rows may be outdated. Such rows are desaturated. */
  readonly stale: boolean
}

/** Describes the health of the order feed. `lostSince`: time at which the window lost its connection to the host. */
export function feedHealthLabel(health: FeedHealth, lostSince: number | undefined, now: number): FeedHealthLabel {
  if (lostSince !== undefined) return staleSince(lostSince, 'Lost connection to the console')
  switch (health.kind) {
    case 'waiting':
      return { label: 'Waiting', tone: 'busy', detail: 'Orders not loaded yet', stale: false }
    case 'streaming':
      return { label: 'Streaming', tone: 'good', detail: `For ${formatSpan(now - health.since)}`, stale: false }
    case 'polling':
      return { label: 'Polling', tone: 'warn', detail: health.reason, stale: false }
    case 'stale':
      return staleSince(health.since, health.reason)
    default:
      return assertNever(health)
  }
}

const staleSince = (at: number, detail: string): FeedHealthLabel => ({
  label: `May be stale since ${formatTimeOfDay(at)}`,
  tone: 'bad',
  detail,
  stale: true,
})

const SOURCES: Readonly<Record<FeedUpdate['source'], string>> = {
  stream: 'stream',
  snapshot: 'full refresh',
  poll: 'refresh',
}

/**
 * Returns the age and source of the last update: "Updated 3 s ago · stream". A stale feed shows the time instead of the
 * age.
 */
export function lastUpdateText({ at, source }: FeedUpdate, now: number, stale: boolean): string {
  if (stale) return `Last update ${formatTimeOfDay(at)} · ${SOURCES[source]}`
  return `Updated ${now - at < 1_000 ? 'just now' : `${formatSpan(now - at)} ago`} · ${SOURCES[source]}`
}

/** Describes a period without updates. Includes the date unless the period was today. */
export function gapText(gap: FeedGap, now = Date.now()): string {
  const when = (at: number): string => formatRecent(at, now)
  const [from, to] = [when(gap.from), gap.to === undefined ? undefined : when(gap.to)]
  const end = from === to ? `for ${shortSpan((gap.to ?? gap.from) - gap.from)}` : `to ${to}`
  const span = to === undefined ? `No updates since ${from}` : `No updates from ${from} ${end}`
  return `${span}. ${gap.repairedAt === undefined ? 'Not reconciled yet' : `Reconciled with IBKR at ${when(gap.repairedAt)}`}`
}

const shortSpan = (ms: number): string => (ms < 100 ? 'less than 0.1 s' : `${(ms / 1_000).toFixed(1)} s`)

export interface GapsSummary {
  readonly text: string
  readonly isOpen: boolean
  /** One line of text for each gap. */
  readonly details: string
}

/** Summarises the gaps of the session: the open gap, otherwise the last reconciled gap. */
export function gapsSummary(gaps: readonly FeedGap[], now = Date.now()): GapsSummary | undefined {
  const when = (at: number): string => formatRecent(at, now)
  const last = gaps.at(-1)
  if (!last) return undefined
  const open = gaps.find((gap) => gap.repairedAt === undefined)
  const others = gaps.length - 1
  const text = open
    ? `Gap since ${when(open.from)}, not reconciled`
    : `Gap ${when(last.from)}–${when(last.to ?? last.repairedAt ?? last.from)} reconciled`
  return {
    text: others === 0 ? text : `${text}, ${countOf(others, 'more gap')}`,
    isOpen: open !== undefined,
    details: gaps.map((gap) => gapText(gap, now)).join('\n'),
  }
}

/** Describes the outcome of a cancel request. */
export function outcomeText(outcome: CancelOutcome): { readonly text: string; readonly tone: Tone } {
  switch (outcome.kind) {
    case 'waiting':
      return { text: 'Waiting', tone: 'idle' }
    case 'sending':
      return { text: 'Sending', tone: 'busy' }
    case 'sent':
      return { text: outcome.message, tone: 'good' }
    case 'ended':
      return { text: `Already ${outcome.status}`, tone: 'idle' }
    case 'failed':
      return outcome.outcomeUnknown
        ? { text: `Unconfirmed: ${outcome.message}`, tone: 'warn' }
        : { text: outcome.message, tone: 'bad' }
    case 'not-sent':
      return { text: 'Not sent', tone: 'idle' }
  }
}

/** Returns a summary such as "12 sent, 1 failed, 3 not sent". */
export function outcomeCounts(outcomes: Iterable<CancelOutcome>): string {
  const counts = { sent: 0, failed: 0, unconfirmed: 0, 'already ended': 0, 'not sent': 0 }
  for (const outcome of outcomes) {
    if (outcome.kind === 'sent') counts.sent += 1
    else if (outcome.kind === 'failed') counts[outcome.outcomeUnknown ? 'unconfirmed' : 'failed'] += 1
    else if (outcome.kind === 'ended') counts['already ended'] += 1
    else if (outcome.kind === 'not-sent') counts['not sent'] += 1
  }
  return Object.entries(counts)
    .filter(([name, count]) => name === 'sent' || count > 0)
    .map(([name, count]) => `${formatNumber(count)} ${name}`)
    .join(', ')
}
