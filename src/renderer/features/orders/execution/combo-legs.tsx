import type { NamedLeg } from '../../../../shared/domain/combo.ts'
import type { ConsoleOrder } from '../../../../shared/domain/console-orders.ts'
import { formatNumber } from '../../../../shared/domain/format-number.ts'
import type { Trade } from '../../../../shared/domain/trade.ts'
import { formatPrice } from '../../../ui/format-number.ts'
import { legText } from '../blotter/order-groups.ts'
import { useOrderExecutions } from './use-order-executions.ts'

interface ComboLegsProps {
  readonly order: ConsoleOrder
  readonly legs: readonly NamedLeg[]
}

/** Contracts of a combo with what was executed of each today. IBKR reports the executions of the legs, not of the combo. */
export function ComboLegs({ order, legs }: ComboLegsProps) {
  const trades = useOrderExecutions(order.orderId)
  return (
    <section aria-label="Legs">
      <h3 className="section-title">Legs</h3>
      <table className="figures part-small">
        <thead>
          <tr>
            <th scope="col">Contract</th>
            <th scope="col">Filled</th>
            <th scope="col">Average</th>
          </tr>
        </thead>
        <tbody>
          {legs.map((leg) => {
            const { quantity, average } = executedOf(trades, leg)
            return (
              <tr key={leg.conid}>
                <th scope="row">{legText(order, leg)}</th>
                <td>{formatNumber(quantity)}</td>
                <td>{average === undefined ? '' : formatPrice(average)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

/** Returns the executed quantity of a leg, and its average price if every execution has one. */
export function executedOf(
  trades: readonly Trade[],
  { conid }: NamedLeg,
): { readonly quantity: number; readonly average: number | undefined } {
  let [quantity, amount] = [0, 0]
  for (const trade of trades) {
    if (trade.conid !== conid || trade.quantity === undefined) continue
    quantity += trade.quantity
    amount += trade.quantity * Number(trade.price)
  }
  return { quantity, average: quantity > 0 && Number.isFinite(amount) ? amount / quantity : undefined }
}
