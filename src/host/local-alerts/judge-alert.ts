import { assertNever } from '../../shared/domain/assert-never.ts'
import { formatNumber } from '../../shared/domain/format-number.ts'
import type { InboxLink } from '../../shared/domain/inbox.ts'
import {
  type AlertCondition,
  describeCondition,
  feedName,
  type LevelCondition,
  type LocalAlertState,
  rearmLevel,
} from '../../shared/domain/local-alerts.ts'
import { MAX_FIRED_ORDERS, type StoredAlert } from './stored-local-alerts.ts'

/** Working order with the time since when it is working, in ms since epoch. */
export interface WorkingOrder {
  /** Order id with its scope. */
  readonly key: string
  readonly orderId: string
  /** Text with side, quantity and symbol. */
  readonly text: string
  readonly since: number
}

/** Observed value of an alert. */
export type Observation =
  /** `text`: the value as IBKR sent it. */
  | { readonly kind: 'value'; readonly value: number; readonly text: string }
  | { readonly kind: 'silence'; readonly seconds: number }
  | { readonly kind: 'orders'; readonly orders: readonly WorkingOrder[] }
  /** The value is unknown, stale or delayed for now. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** The value stays unknown until the user takes an action. */
  | { readonly kind: 'blocked'; readonly reason: string }

/** Alert that was triggered. */
interface FiredAlert {
  readonly title: string
  readonly body: string
  /** Account of the alert. Not part of notifications, which a locked screen shows. */
  readonly detail?: string
  readonly link: InboxLink
}

export interface Judgement {
  /** Alert after the check; the same object if nothing must be saved. */
  readonly alert: StoredAlert
  readonly state: LocalAlertState
  readonly fired: readonly FiredAlert[]
}

/** Maximum number of orders that an alert reports separately. */
const MAX_SEPARATE = 3
/** Number of remembered orders above which ended orders are removed. */
const FIRED_ORDERS = 1_000

/**
 * Decides whether an alert fires or re-arms. It fires once when its condition becomes true. Unknown values change
 * nothing. Pure.
 */
export function judgeAlert(alert: StoredAlert, observation: Observation, now: number): Judgement {
  const { condition } = alert
  if (!alert.on) return { alert, state: { kind: 'off' }, fired: [] }
  if (observation.kind === 'unknown' || observation.kind === 'blocked') {
    const { kind, reason } = observation
    if (alert.firedAt !== undefined) return { alert, state: firedState(condition, alert.firedAt), fired: [] }
    return { alert, state: { kind: kind === 'unknown' ? 'waiting' : 'blocked', reason }, fired: [] }
  }
  switch (condition.kind) {
    case 'price':
    case 'daily-profit':
      return observation.kind === 'value' ? judgeLevel(alert, condition, observation, now) : unrelated(alert)
    case 'silent-feed':
      return observation.kind === 'silence'
        ? judgeSilence(alert, condition, observation.seconds, now)
        : unrelated(alert)
    case 'order-age':
      return observation.kind === 'orders'
        ? judgeAges(alert, condition.minutes, observation.orders, now)
        : unrelated(alert)
    default:
      return assertNever(condition)
  }
}

const unrelated = (alert: StoredAlert): Judgement => ({ alert, state: { kind: 'watching' }, fired: [] })

function judgeLevel(
  alert: StoredAlert,
  condition: LevelCondition,
  { value, text }: Extract<Observation, { kind: 'value' }>,
  now: number,
): Judgement {
  const { direction, level, rearm } = condition
  const isReached = direction === 'rises' ? value >= level : value <= level
  if (alert.firedAt === undefined) {
    if (!isReached) return { alert, state: { kind: 'watching', value: text }, fired: [] }
    const link: InboxLink =
      condition.kind === 'price'
        ? { kind: 'contract', conid: condition.conid, symbol: condition.symbol }
        : { kind: 'profit' }
    const body = condition.kind === 'price' ? `Last ${text}` : `Now ${text}`
    const account = condition.kind === 'daily-profit' && { detail: `Account ${condition.account}` }
    return fire(alert, [{ title: titleOf(condition), body, ...account, link }], now)
  }
  const back = rearmLevel(condition)
  const isBack = direction === 'rises' ? value <= back : value >= back
  return rearm === 'automatic' && isBack
    ? { alert: armed(alert), state: { kind: 'watching', value: text }, fired: [] }
    : { alert, state: firedState(condition, alert.firedAt), fired: [] }
}

function judgeSilence(
  alert: StoredAlert,
  condition: Extract<AlertCondition, { kind: 'silent-feed' }>,
  seconds: number,
  now: number,
): Judgement {
  const isSilent = seconds >= condition.seconds
  if (alert.firedAt === undefined) {
    if (!isSilent) return { alert, state: { kind: 'watching', value: `${Math.floor(seconds)} s` }, fired: [] }
    return fire(alert, [{ title: titleOf(condition), body: 'No update since then.', link: { kind: 'session' } }], now)
  }
  return condition.rearm === 'automatic' && !isSilent
    ? { alert: armed(alert), state: { kind: 'watching', value: `${Math.floor(seconds)} s` }, fired: [] }
    : { alert, state: firedState(condition, alert.firedAt), fired: [] }
}

function judgeAges(alert: StoredAlert, minutes: number, orders: readonly WorkingOrder[], now: number): Judgement {
  const known = new Set(alert.firedOrders)
  const old = orders.filter(({ since, key }) => now - since >= minutes * 60_000 && !known.has(key))
  const oldest = orders.reduce((first, { since }) => Math.min(first, since), now)
  const value = orders.length === 0 ? 'no working orders' : `oldest ${Math.floor((now - oldest) / 60_000)} min`
  const state = { kind: 'watching', value } as const
  if (old.length === 0) return { alert, state, fired: [] }
  const all = [...known, ...old.map(({ key }) => key)]
  const working = new Set(orders.map(({ key }) => key))
  const firedOrders = (all.length > FIRED_ORDERS ? all.filter((key) => working.has(key)) : all).slice(-MAX_FIRED_ORDERS)
  return { alert: { ...alert, firedOrders }, state, fired: oldOrders(old, minutes) }
}

function oldOrders(old: readonly WorkingOrder[], minutes: number): readonly FiredAlert[] {
  if (old.length <= MAX_SEPARATE) {
    return old.map(({ orderId, text }) => ({
      title: `Order works longer than ${formatNumber(minutes)} min`,
      body: text,
      link: { kind: 'order', orderId },
    }))
  }
  const named = old.slice(0, MAX_SEPARATE).map(({ text }) => text)
  return [
    {
      title: `${formatNumber(old.length)} orders work longer than ${formatNumber(minutes)} min`,
      body: `${named.join(', ')} and ${formatNumber(old.length - MAX_SEPARATE)} more`,
      link: { kind: 'journal' },
    },
  ]
}

/** Describes a condition without the account, because notifications appear on a locked screen. */
const titleOf = (condition: AlertCondition): string =>
  condition.kind === 'daily-profit'
    ? `Daily P&L ${condition.direction} to ${formatNumber(condition.level)}`
    : describeCondition(condition)

function fire(alert: StoredAlert, fired: readonly FiredAlert[], now: number): Judgement {
  return { alert: { ...alert, firedAt: now }, state: firedState(alert.condition, now), fired }
}

function armed({ firedAt: _, ...alert }: StoredAlert): StoredAlert {
  return alert
}

function firedState(condition: AlertCondition, at: number): LocalAlertState {
  const rearmsAt = describeRearming(condition)
  return { kind: 'fired', at, ...(rearmsAt !== undefined && { rearmsAt }) }
}

function describeRearming(condition: AlertCondition): string | undefined {
  if (condition.kind === 'order-age' || condition.rearm === 'manual') return undefined
  if (condition.kind === 'silent-feed') return `after the next ${feedName(condition.feed)} update`
  const back = formatNumber(Number(rearmLevel(condition).toPrecision(10)))
  return condition.direction === 'rises' ? `at or below ${back}` : `at or above ${back}`
}
