import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import type { ContractMatch } from '../../../../shared/contract/views.ts'
import type { Side } from '../../../../shared/domain/orders.ts'
import { formatAmount, groupDigits } from '../../../ui/format-number.ts'

export const ORDER_TYPE_LABELS = { MKT: 'Market', LMT: 'Limit', STP: 'Stop', STOP_LIMIT: 'Stop limit' } as const

export const TIME_IN_FORCE_LABELS = {
  DAY: 'DAY',
  GTC: 'GTC (good till cancelled)',
  IOC: 'IOC (immediate or cancel)',
  OPG: 'OPG (at the open)',
} as const

export type TicketOrderType = keyof typeof ORDER_TYPE_LABELS
type TimeInForce = keyof typeof TIME_IN_FORCE_LABELS

/** Input of the ticket. Numbers are strings, so that editing rounds nothing. */
export interface TicketForm {
  readonly contract: ContractMatch | undefined
  /** Account of the order. Undefined: the session's selected account. */
  readonly accountId: string | undefined
  readonly side: Side
  readonly orderType: TicketOrderType
  readonly quantity: string
  readonly limitPrice: string
  readonly stopPrice: string
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
  limitPrice: '',
  stopPrice: '',
  timeInForce: 'DAY',
  outsideRegularHours: false,
  allOrNone: false,
}

type TicketField = 'contract' | 'accountId' | 'quantity' | 'limitPrice' | 'stopPrice'

export type TicketProblems = Readonly<Partial<Record<TicketField, string>>>

export type CheckedTicket =
  | { readonly kind: 'ready'; readonly order: OrderTicket; readonly contract: ContractMatch; readonly price: string }
  | { readonly kind: 'invalid'; readonly problems: TicketProblems }

export const takesLimit = (type: TicketOrderType): boolean => type === 'LMT' || type === 'STOP_LIMIT'
export const takesStop = (type: TicketOrderType): boolean => type === 'STP' || type === 'STOP_LIMIT'

/** Converts a ticket to an order, or returns the error message of each invalid field. */
export function checkTicket(form: TicketForm, selectedAccount: string | undefined): CheckedTicket {
  const { contract } = form
  const accountId = form.accountId ?? selectedAccount
  const quantity = readNumber(form.quantity)
  const limit = takesLimit(form.orderType) ? readNumber(form.limitPrice) : undefined
  const stop = takesStop(form.orderType) ? readNumber(form.stopPrice) : undefined
  const problems: Partial<Record<TicketField, string>> = {}
  if (!contract) problems.contract = 'Enter a symbol and choose a contract.'
  if (accountId === undefined) problems.accountId = 'No account yet. Connect first.'
  if (quantity === undefined) problems.quantity = numberProblem(form.quantity, 'Enter a quantity greater than 0.')
  else if (quantity <= 0 || quantity > 1e9) problems.quantity = 'Enter a quantity greater than 0, up to 1,000,000,000.'
  if (takesLimit(form.orderType)) {
    const problem = priceProblem(form.limitPrice, limit, contract, 'Enter a limit price.')
    if (problem !== undefined) problems.limitPrice = problem
  }
  if (takesStop(form.orderType)) {
    const problem = priceProblem(form.stopPrice, stop, contract, 'Enter a stop price.')
    if (problem !== undefined) problems.stopPrice = problem
  }
  if (!contract || accountId === undefined || quantity === undefined || Object.keys(problems).length > 0) {
    return { kind: 'invalid', problems }
  }
  const price = form.orderType === 'STP' ? stop : limit
  const auxPrice = form.orderType === 'STOP_LIMIT' ? stop : undefined
  return {
    kind: 'ready',
    contract,
    price: priceText(form),
    order: {
      accountId,
      conid: contract.conid,
      side: form.side,
      orderType: form.orderType,
      quantity,
      ...(price === undefined ? {} : { price }),
      ...(auxPrice === undefined ? {} : { auxPrice }),
      timeInForce: form.timeInForce,
      ...(form.outsideRegularHours ? { outsideRegularHours: true } : {}),
      ...(form.allOrNone ? { allOrNone: true } : {}),
    },
  }
}

export function formOf(order: OrderTicket, contract: ContractMatch): TicketForm {
  const { accountId, side, orderType, quantity, price, auxPrice, timeInForce } = order
  const text = (value: number | undefined): string => (value === undefined ? '' : String(value))
  return {
    contract,
    accountId,
    side,
    orderType,
    quantity: text(quantity),
    limitPrice: takesLimit(orderType) ? text(price) : '',
    stopPrice: text(orderType === 'STP' ? price : auxPrice),
    timeInForce,
    outsideRegularHours: order.outsideRegularHours ?? false,
    allOrNone: order.allOrNone ?? false,
  }
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
  if (used === undefined) return undefined
  const source = price === undefined ? `last ${last}` : orderType === 'STP' ? 'stop' : 'limit'
  return `≈ ${formatAmount(quantity * used)} (quantity × ${source})`
}

/** Removes the letter of a price that is not live: C for the close, H for a halt. */
export const plainPrice = (price: string | undefined): string | undefined => price?.replace(/^[A-Z]+/, '')

/** Returns the price for a confirmation. Groups the digits but does not round. */
export function priceText({ orderType, limitPrice, stopPrice }: TicketForm): string {
  const limit = groupDigits(limitPrice.trim())
  const stop = groupDigits(stopPrice.trim())
  switch (orderType) {
    case 'MKT':
      return 'At market'
    case 'LMT':
      return `Limit ${limit}`
    case 'STP':
      return `Stop ${stop}`
    case 'STOP_LIMIT':
      return `Stop ${stop}, limit ${limit}`
  }
}

/** Parses a decimal number. Commas must group thousands, because 241,96 is a decimal number in many countries. */
function readNumber(text: string): number | undefined {
  const trimmed = text.trim()
  return /^-?(\d+\.?\d*|\.\d+|\d{1,3}(,\d{3})+(\.\d*)?)$/.test(trimmed)
    ? Number(trimmed.replaceAll(',', ''))
    : undefined
}
