import { formatNumber } from '../../../../shared/domain/format-number.ts'
import type { AllowedRange, OrderProblem } from '../../../../shared/domain/order-rules.ts'
import { orderTypeInfo, type TicketOrderType, type TimeInForce } from '../../../../shared/domain/order-types.ts'
import { priceInputs, type QuantityUnit, type TicketField } from './ticket-form.ts'

/** What the message of a field rule names. */
export interface DescribedOrder {
  readonly orderType: TicketOrderType
  readonly quantityUnit: QuantityUnit
  readonly trailingUnit: 'amt' | '%'
  /** Symbol of the contract; undefined before one is chosen. */
  readonly symbol: string | undefined
  /** Times in force that the order type and the contract allow. */
  readonly times: readonly TimeInForce[]
}

/** Fields of one order in the ticket. */
type FieldOfOrder = Extract<
  TicketField,
  'contract' | 'orderType' | 'quantity' | 'limitPrice' | 'stopPrice' | 'trailingAmount' | 'timeInForce'
>

/** Returns the field of the ticket for a field of IBKR. */
export function ticketFieldOf({ field }: OrderProblem, orderType: TicketOrderType): FieldOfOrder {
  switch (field) {
    case 'conid':
      return 'contract'
    case 'quantity':
    case 'cashQty':
      return 'quantity'
    case 'price':
    case 'auxPrice':
      return priceInputs(orderType).find(({ wire }) => wire === field)?.field ?? 'orderType'
    case 'trailingAmt':
    case 'trailingType':
      return 'trailingAmount'
    case 'tif':
      return 'timeInForce'
    default:
      return 'orderType'
  }
}

/** Describes a broken field rule in the terms of the ticket, which shows no names of IBKR. */
export function describeProblem(problem: OrderProblem, order: DescribedOrder): string {
  const { orderType, quantityUnit, trailingUnit } = order
  const field = ticketFieldOf(problem, orderType)
  switch (field) {
    case 'contract':
      return 'Enter a symbol or a conid, and choose a contract.'
    case 'quantity':
      return problem.kind === 'excluded' ? describeNoCash(order) : describeSizeProblem(problem, quantityUnit)
    case 'limitPrice':
    case 'stopPrice':
      return `Enter a ${priceInputs(orderType).find((input) => input.field === field)?.name}.`
    case 'trailingAmount': {
      const what = trailingUnit === '%' ? 'trailing percentage' : 'trailing amount'
      return `Enter a ${what}${problem.range === undefined ? '' : ` ${describeRange(problem.range)}`}.`
    }
    case 'timeInForce':
      return describeTimes(order)
    case 'orderType':
      return `The order ${problem.problem}`
  }
}

/** Describes a size that is missing or out of range. */
export function describeSizeProblem({ range = { above: 0 } }: OrderProblem, unit: QuantityUnit): string {
  const what = { units: 'a quantity', cash: 'an amount', position: 'a percentage' }[unit]
  return `Enter ${what} ${describeRange(range)}.`
}

export function describeRange({ above, below, most }: AllowedRange): string {
  const bounds = [above !== undefined && `greater than ${above}`, below !== undefined && `below ${below}`]
  return `${bounds.filter((bound) => bound !== false).join(' and ')}${most === undefined ? '' : `, up to ${formatNumber(most)}`}`
}

export const describeNoCash = ({ orderType, symbol }: Pick<DescribedOrder, 'orderType' | 'symbol'>): string =>
  `A ${typeLabel(orderType)} order in ${symbol ?? 'this contract'} does not support a cash amount.`

export function describeTimes({
  orderType,
  symbol,
  times,
}: Pick<DescribedOrder, 'orderType' | 'symbol' | 'times'>): string {
  const list = times.join(', ') || 'no time in force'
  return `A ${typeLabel(orderType)} order ${symbol === undefined ? '' : `in ${symbol} `}supports only ${list}.`
}

export const typeLabel = (type: TicketOrderType): string => orderTypeInfo(type).label.toLowerCase()
