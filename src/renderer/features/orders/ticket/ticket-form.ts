import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import type { ContractMatch } from '../../../../shared/contract/views.ts'
import type { Side } from '../../../../shared/domain/orders.ts'
import { formatNumber, groupDigits } from '../../../ui/format-number.ts'

export const ORDER_TYPES = ['MKT', 'LMT', 'STP', 'STOP_LIMIT'] as const
export const TIMES_IN_FORCE = ['DAY', 'GTC', 'IOC', 'OPG'] as const

export type TicketOrderType = (typeof ORDER_TYPES)[number]
export type TimeInForce = (typeof TIMES_IN_FORCE)[number]

export const ORDER_TYPE_WORDS: Readonly<Record<TicketOrderType, string>> = {
  MKT: 'Market',
  LMT: 'Limit',
  STP: 'Stop',
  STOP_LIMIT: 'Stop limit',
}

export const TIME_IN_FORCE_WORDS: Readonly<Record<TimeInForce, string>> = {
  DAY: 'Day',
  GTC: 'Good till cancelled',
  IOC: 'Immediate or cancel',
  OPG: 'At the opening',
}

/** The ticket as typed: texts, so that nothing is lost or rounded while it is written. */
export interface TicketForm {
  readonly contract: ContractMatch | undefined
  /** Undefined: the selected account of the session. */
  readonly accountId: string | undefined
  readonly side: Side
  readonly orderType: TicketOrderType
  readonly quantity: string
  readonly limitPrice: string
  readonly stopPrice: string
  readonly timeInForce: TimeInForce
  readonly outsideRegularHours: boolean
  /** Read from an order that is being changed, and sent with its change. */
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

export type TicketField = 'contract' | 'accountId' | 'quantity' | 'limitPrice' | 'stopPrice'

export type TicketProblems = Readonly<Partial<Record<TicketField, string>>>

export type CheckedTicket =
  | { readonly kind: 'ready'; readonly order: OrderTicket; readonly contract: ContractMatch; readonly price: string }
  | { readonly kind: 'invalid'; readonly problems: TicketProblems }

export const takesLimit = (type: TicketOrderType): boolean => type === 'LMT' || type === 'STOP_LIMIT'
export const takesStop = (type: TicketOrderType): boolean => type === 'STP' || type === 'STOP_LIMIT'

/** Turns a ticket into an order, or says at each field why not. `price` is the limit, or the stop of a plain stop order. */
export function checkTicket(form: TicketForm, selectedAccount: string | undefined): CheckedTicket {
  const { contract } = form
  const accountId = form.accountId ?? selectedAccount
  const quantity = readNumber(form.quantity)
  const limit = takesLimit(form.orderType) ? readNumber(form.limitPrice) : undefined
  const stop = takesStop(form.orderType) ? readNumber(form.stopPrice) : undefined
  const problems: Partial<Record<TicketField, string>> = {}
  if (!contract) problems.contract = 'Search a symbol and choose the contract.'
  if (accountId === undefined) problems.accountId = 'No account is known: connect first.'
  if (quantity === undefined) problems.quantity = missing(form.quantity, 'How many? A number above zero.')
  else if (quantity <= 0 || quantity > 1e9) problems.quantity = 'More than 0, at most 1,000,000,000.'
  if (takesLimit(form.orderType)) {
    const problem = priceProblem(form.limitPrice, limit, contract, 'The price to trade at, or better.')
    if (problem !== undefined) problems.limitPrice = problem
  }
  if (takesStop(form.orderType)) {
    const problem = priceProblem(form.stopPrice, stop, contract, 'The price that sets the order off.')
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
    price: priceWords(form),
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

/** The ticket that an order was written with. */
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

function missing(text: string, whatFor: string): string {
  if (text.trim() === '') return whatFor
  return text.includes(',') ? 'Decimals need a point: 12.5. A comma groups thousands.' : 'Not a number.'
}

function priceProblem(
  text: string,
  price: number | undefined,
  contract: ContractMatch | undefined,
  whatFor: string,
): string | undefined {
  if (price === undefined) return missing(text, whatFor)
  // Spreads, futures and options do trade at zero and below.
  if (price <= 0 && contract?.securityType === 'STK') return 'The price of a stock is above 0.'
  return undefined
}

/** About how much money an order is. Undefined where no price is known. `last`: the last price that was seen, as IBKR writes it. */
export function valueWords(
  { orderType, quantity, price }: Pick<OrderTicket, 'orderType' | 'quantity' | 'price'>,
  last: string | undefined,
): string | undefined {
  const lastWords = last === undefined ? '' : `last ${last}`
  if (price !== undefined) {
    const value = `≈ ${formatNumber(roundToCents(quantity * price))} (quantity × ${orderType === 'STP' ? 'stop' : 'limit'})`
    return lastWords === '' ? value : `${value}, ${lastWords}`
  }
  // IBKR puts a letter in front of a price that is not live.
  const known = readNumber(last?.replace(/^[A-Z]+/, '') ?? '')
  return known === undefined ? undefined : `≈ ${formatNumber(roundToCents(quantity * known))} (quantity × ${lastWords})`
}

const roundToCents = (value: number): number => Math.round(value * 100) / 100

/** The price of a confirmation, in words and with the digits that were typed, grouped. */
export function priceWords({ orderType, limitPrice, stopPrice }: TicketForm): string {
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

/**
 * Plain decimal numbers only: a price with a stray letter is a question, not a guess. Commas group thousands, or are refused: half the
 * world writes 241,96 for what is 24,196 without its comma.
 */
function readNumber(text: string): number | undefined {
  const trimmed = text.trim()
  return /^-?(\d+\.?\d*|\.\d+|\d{1,3}(,\d{3})+(\.\d*)?)$/.test(trimmed)
    ? Number(trimmed.replaceAll(',', ''))
    : undefined
}
