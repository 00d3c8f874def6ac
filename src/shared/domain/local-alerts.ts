import { formatNumber } from './format-number.ts'

/** Maximum number of local alerts per profile, equal to IBKR's usual number of market data lines. */
export const MAX_LOCAL_ALERTS = 100

/** Feeds whose silence an alert can report. `socket`: any frame of IBKR's WebSocket, including heartbeats. */
export type WatchedFeed = 'socket' | 'orders' | 'profit' | 'quote'

/**
 * Minimum duration in seconds of a silence that is unusual for the feed. IBKR's WebSocket sends a heartbeat every 10 s.
 */
export const MIN_SILENCE_SECONDS: Readonly<Record<WatchedFeed, number>> = {
  socket: 30,
  orders: 90,
  profit: 30,
  quote: 10,
}

/** `automatic`: the alert re-arms when the value has moved back, or the feed sends again. `manual`: the user re-arms it. */
export type RearmRule = 'automatic' | 'manual'

/** A level that a value reaches from below (`rises`) or from above (`falls`). */
interface Level {
  readonly direction: 'rises' | 'falls'
  readonly level: number
  readonly rearm: RearmRule
}

interface Contract {
  readonly conid: number
  readonly symbol: string
}

export type AlertCondition =
  /** The last price of a contract. */
  | ({ readonly kind: 'price' } & Contract & Level)
  /** The profit and loss of the day of one account, in its base currency. */
  | ({ readonly kind: 'daily-profit'; readonly account: string } & Level)
  /** Fires once for each order that has been working for longer than `minutes`. */
  | { readonly kind: 'order-age'; readonly minutes: number }
  | {
      readonly kind: 'silent-feed'
      readonly feed: Exclude<WatchedFeed, 'quote'>
      readonly seconds: number
      readonly rearm: RearmRule
    }
  | ({
      readonly kind: 'silent-feed'
      readonly feed: 'quote'
      readonly seconds: number
      readonly rearm: RearmRule
    } & Contract)

export type LevelCondition = Extract<AlertCondition, Level>

/** Alert that the user defined. It only notifies. */
export interface LocalAlert {
  readonly id: string
  readonly on: boolean
  readonly condition: AlertCondition
  /** Time at which the alert fired, in ms since epoch; absent while it is armed. */
  readonly firedAt?: number
}

/** Current state of an alert. Unknown, stale and delayed values never fire an alert. */
export type LocalAlertState =
  | { readonly kind: 'off' }
  /** Armed. `value`: the newest value, absent if there is none to show. */
  | { readonly kind: 'watching'; readonly value?: string }
  /** Armed, but the value is unknown for now. */
  | { readonly kind: 'waiting'; readonly reason: string }
  /** Cannot fire, for example without permission for market data. */
  | { readonly kind: 'blocked'; readonly reason: string }
  /** Fired. `rearmsAt` describes what arms it again; absent if only the user does. */
  | { readonly kind: 'fired'; readonly at: number; readonly rearmsAt?: string }

/** Distance from the level that a value has to move back before an alert re-arms: 0.1 % of a price, 2 % of an amount. */
function rearmMargin({ kind, level }: LevelCondition): number {
  return kind === 'price' ? Math.max(Math.abs(level) * 0.001, 0.0001) : Math.max(Math.abs(level) * 0.02, 1)
}

/** Returns the value at which a fired alert re-arms. */
export function rearmLevel(condition: LevelCondition): number {
  const margin = rearmMargin(condition)
  return condition.direction === 'rises' ? condition.level - margin : condition.level + margin
}

const FEED_NAMES: Readonly<Record<WatchedFeed, string>> = {
  socket: 'IBKR’s WebSocket',
  orders: 'Order list',
  profit: 'Profit and loss',
  quote: 'Quotes',
}

export const feedName = (feed: WatchedFeed): string => FEED_NAMES[feed]

/** Describes a condition, such as "AAPL rises to 200". */
export function describeCondition(condition: AlertCondition): string {
  switch (condition.kind) {
    case 'price':
      return `${condition.symbol} ${condition.direction} to ${formatNumber(condition.level)}`
    case 'daily-profit':
      return `Daily P&L of ${condition.account} ${condition.direction} to ${formatNumber(condition.level)}`
    case 'order-age':
      return `Order works longer than ${formatNumber(condition.minutes)} min`
    case 'silent-feed':
      return condition.feed === 'quote'
        ? `${condition.symbol} quotes silent for ${formatNumber(condition.seconds)} s`
        : `${FEED_NAMES[condition.feed]} silent for ${formatNumber(condition.seconds)} s`
  }
}
