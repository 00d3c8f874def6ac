import type { ContractMatch } from '../../../../shared/contract/order-views.ts'
import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import {
  type OrderTypePrice,
  orderTypeInfo,
  type TicketOrderType,
  type TimeInForce,
} from '../../../../shared/domain/order-types.ts'
import type { Side } from '../../../../shared/domain/orders.ts'
import { type AlgorithmField, type AlgorithmForm, algorithmFormOf } from './algorithm/algorithm-form.ts'
import { type AttachedField, type AttachedForm, attachedFormOf, NO_ATTACHED } from './attached/attached-form.ts'

/** Unit of the quantity. `cash`: currency of the contract. `position`: percent of the position. */
export type QuantityUnit = 'units' | 'cash' | 'position'
type TrailingUnit = NonNullable<OrderTicket['trailing']>['unit']

/** Input of the ticket. Numbers are strings, so that editing rounds nothing. */
export interface TicketForm {
  readonly contract: ContractMatch | undefined
  /** Account of the order. Undefined: the session's selected account. */
  readonly accountId: string | undefined
  readonly side: Side
  readonly orderType: TicketOrderType
  readonly quantity: string
  readonly quantityUnit: QuantityUnit
  readonly limitPrice: string
  readonly stopPrice: string
  readonly trailingAmount: string
  readonly trailingUnit: TrailingUnit
  readonly timeInForce: TimeInForce
  readonly outsideRegularHours: boolean
  readonly attached: AttachedForm
  /** Algorithm of the order; undefined for none. */
  readonly algorithm: AlgorithmForm | undefined
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
  attached: NO_ATTACHED,
  algorithm: undefined,
  allOrNone: false,
}

type PriceFieldName = 'limitPrice' | 'stopPrice'
export type TicketField =
  | 'contract'
  | 'accountId'
  | 'orderType'
  | 'quantity'
  | PriceFieldName
  | 'trailingAmount'
  | 'timeInForce'
  | AttachedField
  | AlgorithmField

export type TicketProblems = Readonly<Partial<Record<TicketField, string>>>

/** Price field of the ticket. */
export interface PriceInput extends OrderTypePrice {
  readonly field: PriceFieldName
}

/** Returns the price fields of an order type, in the order of the ticket. */
export const priceInputs = (type: TicketOrderType): readonly PriceInput[] =>
  orderTypeInfo(type).prices.map((price) => ({ ...price, field: price.role === 'limit' ? 'limitPrice' : 'stopPrice' }))

/** Returns the field to which a click on a quote copies the price. */
export const quotedField = (type: TicketOrderType): PriceFieldName | undefined => priceInputs(type)[0]?.field

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
    attached: attachedFormOf(order),
    algorithm: algorithmFormOf(order.algorithm),
    allOrNone: order.allOrNone ?? false,
  }
}

/** Fields in which the user can enter a change of an existing order. */
const CHANGE_FIELDS = [
  'orderType',
  'quantity',
  'limitPrice',
  'stopPrice',
  'trailingAmount',
  'trailingUnit',
  'timeInForce',
  'outsideRegularHours',
] as const

/** Returns the fields of a change that the user has edited. `original`: the ticket when the change began. */
export const editsOf = (form: TicketForm, original: TicketForm): Partial<TicketForm> =>
  Object.fromEntries(CHANGE_FIELDS.flatMap((name) => (form[name] === original[name] ? [] : [[name, form[name]]])))
