import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import { formatNumber } from '../../../../shared/domain/format-number.ts'
import { formatFilled } from '../../../../shared/domain/order-size.ts'
import { orderTypeInfo, TIME_IN_FORCE_LABELS } from '../../../../shared/domain/order-types.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Message } from '../../../ui/message.tsx'
import { Side } from '../../confirmation/index.ts'
import { algorithmText } from './algorithm/algorithm-form.ts'
import { sizeText } from './order-text.ts'
import { type ChangedOrder, type OrderChange, useTicketStore } from './ticket-store.ts'

const price = (value: number | undefined): string => (value === undefined ? 'none' : formatNumber(value))

/** Returns the limit or stop price. Its field at IBKR depends on the order type. */
const priceOf = (order: OrderTicket, role: 'limit' | 'stop'): string => {
  const own = orderTypeInfo(order.orderType).prices.find((each) => each.role === role)
  return price(own && order[own.wire])
}

const trailingText = ({ orderType, trailing }: OrderTicket): string => {
  if (!orderTypeInfo(orderType).trails) return 'none'
  return trailing === undefined ? 'unknown' : `${formatNumber(trailing.amount)}${trailing.unit === '%' ? '%' : ''}`
}

type ReadField = (order: OrderTicket, currency: string | undefined) => string

const FIELDS: readonly (readonly [field: string, read: ReadField])[] = [
  ['Quantity', sizeText],
  ['Type', ({ orderType }) => orderTypeInfo(orderType).label],
  ['Stop', (order) => priceOf(order, 'stop')],
  ['Limit', (order) => priceOf(order, 'limit')],
  ['Trailing by', trailingText],
  ['Time in force', ({ timeInForce }) => TIME_IN_FORCE_LABELS[timeInForce]],
  ['Outside RTH', ({ outsideRegularHours = false }) => (outsideRegularHours ? 'yes' : 'no')],
]

/** Returns the fields that differ between two versions of an order. `currency`: that of cash amounts, if known. */
export function orderChanges(before: OrderTicket, after: OrderTicket, currency?: string): readonly OrderChange[] {
  return FIELDS.map(([field, read]) => ({
    field,
    current: read(before, currency),
    next: read(after, currency),
  })).filter(({ current, next }) => current !== next)
}

interface ChangeTableProps {
  readonly orderId: string
  readonly before: OrderTicket
  readonly after: OrderTicket
  /** Currency of cash amounts, if known. */
  readonly currency: string | undefined
}

export function ChangeTable({ orderId, before, after, currency }: ChangeTableProps) {
  return (
    <table className="change-table wide">
      <caption>Changes to order {orderId}</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Current</th>
          <th scope="col">New</th>
        </tr>
      </thead>
      <tbody>
        {orderChanges(before, after, currency).map(({ field, current, next }) => (
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

/** States how the order has changed at IBKR since the user began to change it. */
export function OrderUpdates({ updates = [] }: Pick<ChangedOrder, 'updates'>) {
  if (updates.length === 0) return null
  const list = updates.map(({ field, current, next }) => `${field} ${current} → ${next}`).join(', ')
  return (
    <Message tone="warn" title="The order has changed at IBKR" role="alert">
      {list}. Your edits are kept.
    </Message>
  )
}

/** Read-only fields of the order that the user modifies. */
export function FixedFields({ changing }: { readonly changing: ChangedOrder }) {
  const contract = useTicketStore((data) => data.form.contract)
  const filled = useOrdersStore(({ orders }) => {
    const order = orders.get(changing.orderId)
    if (order !== undefined) return formatFilled(order)
    const { before, currency } = changing
    // The status of an order does not name the unit of its fills.
    const filled = before.cashQuantity === undefined ? formatNumber(changing.filled) : 'unknown part'
    return `${filled} of ${sizeText(before, currency)}`
  })
  const { side, accountId, allOrNone, algorithm } = changing.before
  return (
    <div>
      <OrderUpdates updates={changing.updates} />
      <p className="order-summary-line part-small strong">
        <Side side={side} /> {contract?.symbol}
      </p>
      <Facts
        facts={[
          ['Order ID', changing.orderId],
          ['Account', accountId],
          ['Filled', filled],
          ['All or none', allOrNone ? 'yes, unchanged' : undefined],
          ['Algorithm', algorithm && `${algorithmText(algorithm)}, unchanged`],
        ]}
      />
    </div>
  )
}
