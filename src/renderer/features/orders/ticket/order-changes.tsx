import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import { Facts } from '../../../ui/facts.tsx'
import { formatNumber } from '../../../ui/format-number.ts'
import { Side } from '../../confirmation/index.ts'
import { ORDER_TYPE_LABELS, TIME_IN_FORCE_LABELS } from './ticket-form.ts'
import { type ChangedOrder, useTicketStore } from './ticket-store.ts'

export interface OrderChange {
  readonly field: string
  readonly current: string
  readonly next: string
}

const price = (value: number | undefined): string => (value === undefined ? 'none' : formatNumber(value))

/** Returns the limit price. A stop order has none, because IBKR uses its price field as the stop price. */
const limitOf = (order: OrderTicket): number | undefined => (order.orderType === 'STP' ? undefined : order.price)
const stopOf = (order: OrderTicket): number | undefined => (order.orderType === 'STP' ? order.price : order.auxPrice)

const FIELDS: readonly (readonly [field: string, read: (order: OrderTicket) => string])[] = [
  ['Quantity', ({ quantity }) => formatNumber(quantity)],
  ['Type', ({ orderType }) => ORDER_TYPE_LABELS[orderType]],
  ['Stop', (order) => price(stopOf(order))],
  ['Limit', (order) => price(limitOf(order))],
  ['Time in force', ({ timeInForce }) => TIME_IN_FORCE_LABELS[timeInForce]],
  ['Outside RTH', ({ outsideRegularHours = false }) => (outsideRegularHours ? 'yes' : 'no')],
]

/** Returns the fields that differ between two versions of an order. */
export function orderChanges(before: OrderTicket, after: OrderTicket): readonly OrderChange[] {
  return FIELDS.map(([field, read]) => ({ field, current: read(before), next: read(after) })).filter(
    ({ current, next }) => current !== next,
  )
}

interface ChangeTableProps {
  readonly orderId: string
  readonly before: OrderTicket
  readonly after: OrderTicket
}

export function ChangeTable({ orderId, before, after }: ChangeTableProps) {
  return (
    <table className="change-table">
      <caption>Changes to order {orderId}</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Current</th>
          <th scope="col">New</th>
        </tr>
      </thead>
      <tbody>
        {orderChanges(before, after).map(({ field, current, next }) => (
          <tr key={field}>
            <th scope="row">{field}</th>
            <td>{current}</td>
            <td>
              <strong>{next}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Read-only fields of the order that the user modifies. */
export function FixedFields({ changing }: { readonly changing: ChangedOrder }) {
  const contract = useTicketStore((data) => data.form.contract)
  const { side, accountId, quantity, allOrNone } = changing.before
  return (
    <div>
      <p className="order-summary-line">
        <Side side={side} /> {contract?.symbol}
      </p>
      <Facts
        facts={[
          ['Order ID', changing.orderId],
          ['Account', accountId],
          ['Filled', `${formatNumber(changing.filled)} of ${formatNumber(quantity)}`],
          ['All or none', allOrNone ? 'yes, unchanged' : undefined],
        ]}
      />
    </div>
  )
}
