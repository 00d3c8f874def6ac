import { formatMoney } from '../../shared/domain/format-money.ts'
import {
  type GuardRails,
  isAmountRail,
  isLeastAllowed,
  LIST_RAILS,
  type ListRail,
  NUMBER_RAILS,
  type NumberRail,
  type NumberRailName,
} from '../../shared/domain/guard-rails.ts'

const LABELS = {
  quantity: 'quantity',
  value: 'order value',
  notional: 'notional',
  delta: 'delta-adjusted quantity',
  expiryLoss: 'maximum loss at expiry',
  nakedShorts: 'naked short options',
  daysToExpiry: 'days to expiry',
  position: 'position',
  workingOrders: 'working orders',
  collar: 'price collar',
  ordersPerMinute: 'orders per minute',
  dailyLoss: 'daily loss',
  symbols: 'symbols',
  assetClasses: 'asset classes',
} as const

/** Describes every changed limit for the confirmation outside the page. The text has only facts of the host. */
export function describeLoosening(before: GuardRails, after: GuardRails): string {
  const numbers = NUMBER_RAILS.flatMap((name) => {
    const from = describeNumber(name, before[name], before.currency)
    const to = describeNumber(name, after[name], after.currency)
    return from === to ? [] : [`${LABELS[name]} ${from} → ${to}`]
  })
  const lists = LIST_RAILS.flatMap((name) =>
    JSON.stringify(before[name]) === JSON.stringify(after[name])
      ? []
      : [`${LABELS[name]} ${describeList(before[name])} → ${describeList(after[name])}`],
  )
  return [...numbers, ...lists].join('; ')
}

function describeNumber(name: NumberRailName, { action, limit }: NumberRail, currency: string): string {
  if (action === 'off') return 'off'
  const text = isAmountRail(name) ? formatMoney(limit, currency) : limit.toLocaleString('en-US')
  return `${action} ${isLeastAllowed(name) ? 'below' : 'above'} ${text}${name === 'collar' ? '%' : ''}`
}

/** Counts the values of a list. A page can choose symbols, and must not write a part of this text. */
function describeList({ action, allowed }: ListRail): string {
  return action === 'off' ? 'off' : `${action} except ${allowed.length} listed`
}
