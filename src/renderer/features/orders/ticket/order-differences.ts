import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import { formatNumber } from '../../../ui/format-number.ts'
import { ORDER_TYPE_WORDS, TIME_IN_FORCE_WORDS } from './ticket-form.ts'

/** One thing that a change of an order changes, in words. */
export interface OrderDifference {
  readonly name: string
  readonly before: string
  readonly after: string
}

const price = (value: number | undefined): string => (value === undefined ? 'none' : formatNumber(value))

/** IBKR puts the stop of a stop order into its price. */
const limitOf = (order: OrderTicket): number | undefined => (order.orderType === 'STP' ? undefined : order.price)
const stopOf = (order: OrderTicket): number | undefined => (order.orderType === 'STP' ? order.price : order.auxPrice)

const READ: readonly (readonly [name: string, read: (order: OrderTicket) => string])[] = [
  ['Quantity', ({ quantity }) => formatNumber(quantity)],
  ['Type', ({ orderType }) => ORDER_TYPE_WORDS[orderType]],
  ['Stop', (order) => price(stopOf(order))],
  ['Limit', (order) => price(limitOf(order))],
  ['Time in force', ({ timeInForce }) => TIME_IN_FORCE_WORDS[timeInForce]],
  ['Outside hours', ({ outsideRegularHours = false }) => (outsideRegularHours ? 'yes' : 'no')],
]

/** What is other than before; empty where nothing is. */
export function orderDifferences(before: OrderTicket, after: OrderTicket): readonly OrderDifference[] {
  return READ.map(([name, read]) => ({ name, before: read(before), after: read(after) })).filter(
    (each) => each.before !== each.after,
  )
}
