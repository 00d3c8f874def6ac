import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import type { ContractMatch } from '../../../../shared/contract/views.ts'
import {
  type OrderTypePrice,
  orderTypeInfo,
  type TicketOrderType,
  type TimeInForce,
} from '../../../../shared/domain/order-types.ts'
import type { Side } from '../../../../shared/domain/orders.ts'
import { formatAmount, formatNumber, groupDigits } from '../../../ui/format-number.ts'

export type QuantityUnit = 'units' | 'cash'
type TrailingUnit = NonNullable<OrderTicket['trailing']>['unit']

/** Input of the ticket. Numbers are strings, so that editing rounds nothing. */
export interface TicketForm {
  readonly contract: ContractMatch | undefined
  /** Account of the order. Undefined: the session's selected account. */
  readonly accountId: string | undefined
  readonly side: Side
  readonly orderType: TicketOrderType
  readonly quantity: string
  /** Unit of `quantity`: units of the contract, or an amount of its currency. */
  readonly quantityUnit: QuantityUnit
  readonly limitPrice: string
  readonly stopPrice: string
  readonly trailingAmount: string
  readonly trailingUnit: TrailingUnit
  readonly timeInForce: TimeInForce
  readonly outsideRegularHours: boolean
  /** All-or-none flag of an existing order, returned unchanged to IBKR. */
  readonly allOrNone: boolean
}

export const EMPTY_TICKET: TicketForm = {
  contract: undefined,
  accountId: undefined,
  side: 'BUY',
  orderType: 'LMT',
  quantity: '',
  quantityUnit: 'units',
  limitPrice: '',
  stopPrice: '',
  trailingAmount: '',
  trailingUnit: 'amt',
  timeInForce: 'DAY',
  outsideRegularHours: false,
  allOrNone: false,
}

type PriceFieldName = 'limitPrice' | 'stopPrice'
export type TicketField = 'contract' | 'accountId' | 'quantity' | PriceFieldName | 'trailingAmount' | 'timeInForce'

export type TicketProblems = Readonly<Partial<Record<TicketField, string>>>

export type CheckedTicket =
  | { readonly kind: 'ready'; readonly order: OrderTicket; readonly contract: ContractMatch; readonly price: string }
  | { readonly kind: 'invalid'; readonly problems: TicketProblems }

/** Price field of the ticket. */
export interface PriceInput extends OrderTypePrice {
  readonly field: PriceFieldName
}

/** Returns the price fields of an order type, in the order of the ticket. */
export const priceInputs = (type: TicketOrderType): readonly PriceInput[] =>
  orderTypeInfo(type).prices.map((price) => ({ ...price, field: price.role === 'limit' ? 'limitPrice' : 'stopPrice' }))

/** Returns the field to which a click on a quote copies the price. */
export const quotedField = (type: TicketOrderType): PriceFieldName | undefined => priceInputs(type)[0]?.field

/** Converts a ticket to an order, or returns the error message of each invalid field. */
export function checkTicket(form: TicketForm, selectedAccount: string | undefined): CheckedTicket {
  const { contract, orderType, timeInForce } = form
  const accountId = form.accountId ?? selectedAccount
  const { trails, timesInForce } = orderTypeInfo(orderType)
  const problems: Partial<Record<TicketField, string>> = {}
  const check = (field: TicketField, problem: string | undefined): void => {
    if (problem !== undefined) problems[field] = problem
  }
  if (!contract) problems.contract = 'Enter a symbol and choose a contract.'
  if (accountId === undefined) problems.accountId = 'No account yet. Connect first.'
  const quantity = readNumber(form.quantity)
  check('quantity', quantityProblem(form, quantity))
  const prices: Partial<Record<OrderTypePrice['wire'], number>> = {}
  for (const { field, wire, name, isOptional } of priceInputs(orderType)) {
    if (isOptional && form[field].trim() === '') continue
    const price = readNumber(form[field])
    check(field, priceProblem(form[field], price, contract, `Enter a ${name}.`))
    if (price !== undefined) prices[wire] = price
  }
  const distance = trails ? readNumber(form.trailingAmount) : undefined
  if (trails) check('trailingAmount', distanceProblem(form, distance))
  if (!timesInForce.includes(timeInForce)) {
    const label = orderTypeInfo(orderType).label.toLowerCase()
    problems.timeInForce = `A ${label} order supports only ${timesInForce.join(', ')}.`
  }
  if (!contract || accountId === undefined || quantity === undefined || Object.keys(problems).length > 0) {
    return { kind: 'invalid', problems }
  }
  return {
    kind: 'ready',
    contract,
    price: priceText(form),
    order: {
      accountId,
      conid: contract.conid,
      side: form.side,
      orderType,
      ...(form.quantityUnit === 'cash' ? { cashQuantity: quantity } : { quantity }),
      ...prices,
      ...(distance !== undefined && { trailing: { amount: distance, unit: form.trailingUnit } }),
      timeInForce,
      ...(form.outsideRegularHours ? { outsideRegularHours: true } : {}),
      ...(form.allOrNone ? { allOrNone: true } : {}),
    },
  }
}

export function formOf(order: OrderTicket, contract: ContractMatch): TicketForm {
  const { accountId, side, orderType, timeInForce, trailing } = order
  const text = (value: number | undefined): string => (value === undefined ? '' : String(value))
  const prices = Object.fromEntries(priceInputs(orderType).map(({ field, wire }) => [field, text(order[wire])]))
  return {
    ...EMPTY_TICKET,
    contract,
    accountId,
    side,
    orderType,
    quantity: text(order.cashQuantity ?? order.quantity),
    quantityUnit: order.cashQuantity === undefined ? 'units' : 'cash',
    ...prices,
    ...(trailing && { trailingAmount: text(trailing.amount), trailingUnit: trailing.unit }),
    timeInForce,
    outsideRegularHours: order.outsideRegularHours ?? false,
    allOrNone: order.allOrNone ?? false,
  }
}

function quantityProblem({ quantity: text, quantityUnit }: TicketForm, value: number | undefined): string | undefined {
  const what = quantityUnit === 'cash' ? 'an amount' : 'a quantity'
  const most = quantityUnit === 'cash' ? 1e12 : 1e9
  if (value === undefined) return numberProblem(text, `Enter ${what} greater than 0.`)
  if (value > 0 && value <= most) return undefined
  return `Enter ${what} greater than 0, up to ${most.toLocaleString('en-US')}.`
}

function distanceProblem({ trailingAmount, trailingUnit }: TicketForm, value: number | undefined): string | undefined {
  if (value === undefined) return numberProblem(trailingAmount, 'Enter a trailing amount.')
  if (value <= 0) return 'Enter a trailing amount greater than 0.'
  return trailingUnit === '%' && value >= 100 ? 'Enter a percentage below 100.' : undefined
}

function numberProblem(text: string, prompt: string): string {
  if (text.trim() === '') return prompt
  return text.includes(',') ? 'Use a decimal point, such as 12.5. Commas group thousands.' : 'Enter a number.'
}

function priceProblem(
  text: string,
  price: number | undefined,
  contract: ContractMatch | undefined,
  prompt: string,
): string | undefined {
  if (price === undefined) return numberProblem(text, prompt)
  // Spreads, futures and options trade at zero and negative prices.
  if (price <= 0 && contract?.securityType === 'STK') return 'Enter a price greater than 0.'
  return undefined
}

/** Returns the approximate value of an order; undefined without a price. `known`: the value that the host computed. */
export function valueText(
  { orderType, quantity, price }: Pick<OrderTicket, 'orderType' | 'quantity' | 'price'>,
  last: string | undefined,
  known?: string,
): string | undefined {
  if (known !== undefined) return `≈ ${known}`
  const used = price ?? readNumber(plainPrice(last) ?? '')
  if (used === undefined || quantity === undefined) return undefined
  const role = orderTypeInfo(orderType).prices.find(({ wire }) => wire === 'price')?.role
  const source = price === undefined ? `last ${last}` : role
  return `≈ ${formatAmount(quantity * used)} (quantity × ${source})`
}

/** Returns the size of an order: units of the contract, or an amount to spend. */
export const sizeText = ({ quantity, cashQuantity }: Pick<OrderTicket, 'quantity' | 'cashQuantity'>): string =>
  cashQuantity === undefined ? formatNumber(quantity ?? 0) : `${formatAmount(cashQuantity)} cash of`

/** Removes the letter of a price that is not live: C for the close, H for a halt. */
export const plainPrice = (price: string | undefined): string | undefined => price?.replace(/^[A-Z]+/, '')

/** Returns the prices for a confirmation. Groups the digits but does not round. */
export function priceText(form: TicketForm): string {
  const prices = priceInputs(form.orderType).flatMap(({ field, name }) => {
    const price = groupDigits(form[field].trim())
    return price === '' ? [] : [`${name.replace(/ price$/, '')} ${price}`]
  })
  const unit = form.trailingUnit === '%' ? '%' : ''
  if (orderTypeInfo(form.orderType).trails)
    prices.unshift(`trails by ${groupDigits(form.trailingAmount.trim())}${unit}`)
  const text = prices.join(', ')
  return text === '' ? (PRICES_WITHOUT_FIELD[form.orderType] ?? 'At market') : text[0]?.toUpperCase() + text.slice(1)
}

const PRICES_WITHOUT_FIELD: Readonly<Partial<Record<TicketOrderType, string>>> = {
  MOC: 'At the closing price',
  MIDPRICE: 'At the midpoint',
}

/** Parses a decimal number. Commas must group thousands, because 241,96 is a decimal number in many countries. */
function readNumber(text: string): number | undefined {
  const trimmed = text.trim()
  return /^-?(\d+\.?\d*|\.\d+|\d{1,3}(,\d{3})+(\.\d*)?)$/.test(trimmed)
    ? Number(trimmed.replaceAll(',', ''))
    : undefined
}
