import { type ContractId, isSameContract } from '../../../../shared/domain/combo.ts'
import { contractKindOf } from '../../../../shared/domain/contract-kind.ts'
import { formatMoney } from '../../../../shared/domain/format-money.ts'
import { formatNumber } from '../../../../shared/domain/format-number.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { formatPrice } from '../../../ui/format-number.ts'
import { describeOpenOrders, useTicketAccount } from './ticket-facts.ts'
import { sizingOf } from './ticket-machine.ts'
import { useTicketStore } from './ticket-store.ts'

/** Position, open orders and buying power, to compare with the quantity. */
export function SizingLine({ contract }: { readonly contract: ContractId & { readonly securityType: string } }) {
  const accountId = useTicketAccount()
  const sizing = useTicketStore((data) => sizingOf(data, accountId))
  const problem = useTicketStore(({ facts: { sizingFailure } }) =>
    isSameContract(sizingFailure, contract) ? sizingFailure?.message : undefined,
  )
  // Compares the text, so that updates of other contracts do not render the ticket.
  const openOrders = useOrdersStore((data) => describeOpenOrders(data, contract, accountId))
  const [openCount, openAmounts] = openOrders.split(' (')
  const loading = problem === undefined && sizing === undefined ? '…' : '–'
  const { position, averagePrice, buyingPower } = sizing ?? {}
  // IBKR keeps currencies as cash, so that a position of 0 says nothing.
  const isCash = contractKindOf(contract.securityType) === 'pair'
  const cost = position !== undefined && position !== 0 && averagePrice !== undefined && averagePrice !== 0
  return (
    <>
      <dl className="ticket-sizing line-below">
        <div>
          <dt className="hint tiny">Position</dt>
          <dd>{position === undefined ? loading : isCash && position === 0 ? '–' : formatNumber(position)}</dd>
          {cost && <dd className="hint tiny">at {formatPrice(averagePrice)}</dd>}
        </div>
        <div>
          <dt className="hint tiny">Open orders</dt>
          <dd>{openCount}</dd>
          {openAmounts !== undefined && <dd className="hint tiny">{openAmounts.replace(/\)$/, '')}</dd>}
        </div>
        <div>
          <dt className="hint tiny">Buying power</dt>
          <dd>{buyingPower ? formatMoney(buyingPower.amount, buyingPower.currency) : loading}</dd>
        </div>
      </dl>
      {problem !== undefined && <p className="hint">Position and buying power not updated: {problem}</p>}
    </>
  )
}
