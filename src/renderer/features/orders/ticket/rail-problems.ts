import type { GuardRailFinding } from '../../../../shared/contract/guard-rail-views.ts'
import { orderTypeInfo } from '../../../../shared/domain/order-types.ts'
import type { AttachedForm } from './attached/attached-form.ts'
import { priceInputs, type TicketField, type TicketForm, type TicketProblems } from './ticket-form.ts'

/** Returns the error message of each field that a guard rail rejects. */
export function railProblems(findings: readonly GuardRailFinding[], form: TicketForm): TicketProblems {
  const { orderType } = form
  const price =
    priceInputs(orderType).at(-1)?.field ?? (orderTypeInfo(orderType).trails ? 'trailingAmount' : 'quantity')
  const fields: Readonly<Partial<Record<GuardRailFinding['rail'], TicketField>>> = {
    quantity: 'quantity',
    value: 'quantity',
    notional: 'quantity',
    delta: 'quantity',
    expiryLoss: 'quantity',
    nakedShorts: 'quantity',
    position: 'quantity',
    collar: price,
    symbols: 'contract',
    assetClasses: 'contract',
    daysToExpiry: 'contract',
    expired: 'contract',
  }
  const refused = findings.filter(({ action }) => action === 'refuse')
  // If a field has several findings, shows the message of the first.
  return Object.fromEntries(
    refused
      .flatMap(({ rail, message, orders = [1] }) => {
        const own = fields[rail]
        return own === undefined
          ? []
          : orders.map((number) => {
              const field = attachedField(form.attached, number, rail === 'collar') ?? own
              return [field, firstSentence(message)] as const
            })
      })
      .toReversed(),
  )
}

/** Returns the field of an attached order that exceeds a limit; undefined for the order of the ticket. */
function attachedField(
  { kind, takeProfit, group }: AttachedForm,
  number: number,
  isPrice: boolean,
): TicketField | undefined {
  if (number < 2) return undefined
  if (kind === 'bracket') {
    // The exits have the quantity of the entry order.
    if (!isPrice) return undefined
    return number === 2 && takeProfit.trim() !== '' ? 'takeProfit' : 'stopLoss'
  }
  const [index, price] = [number - 2, group[number - 2]?.orderType === 'LMT' ? 'limitPrice' : 'stopPrice'] as const
  return `group.${index}.${isPrice ? price : 'quantity'}`
}

/** Returns the first sentence, which names the limit. */
const firstSentence = (message: string): string => message.split(/(?<=\.) (?=[A-Z])/)[0] ?? message
