import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import { formatMoney } from '../../../../shared/domain/format-money.ts'
import { orderTypeInfo, type TicketOrderType } from '../../../../shared/domain/order-types.ts'
import { formatAmount, formatNumber, groupDigits } from '../../../ui/format-number.ts'
import { priceInputs, readNumber, type TicketForm } from './ticket-form.ts'

/**
 * Returns the approximate value of an order; undefined without a price. `known`: the value that the host computed.
 * `currency`: that of the contract.
 */
export function valueText(
  { orderType, quantity, price }: Pick<OrderTicket, 'orderType' | 'quantity' | 'price'>,
  last: string | undefined,
  { known, currency }: { readonly known?: string | undefined; readonly currency?: string | undefined } = {},
): string | undefined {
  if (known !== undefined) return `≈ ${known}`
  const used = price ?? readNumber(plainPrice(last) ?? '')
  if (used === undefined || quantity === undefined) return undefined
  const role = orderTypeInfo(orderType).prices.find(({ wire }) => wire === 'price')?.role
  const source = price === undefined ? `last ${last}` : role
  const value = quantity * used
  return `≈ ${currency === undefined ? formatAmount(value) : formatMoney(value, currency)} (quantity × ${source})`
}

/** Returns the size of an order: units of the contract, or an amount to spend. */
export function sizeText(
  { quantity, cashQuantity }: Pick<OrderTicket, 'quantity' | 'cashQuantity'>,
  currency?: string,
): string {
  if (cashQuantity === undefined) return formatNumber(quantity ?? 0)
  return `${currency === undefined ? formatAmount(cashQuantity) : formatMoney(cashQuantity, currency)} of`
}

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

/** Warns that only some orders of a request may have been placed. */
export function partsWarning(attached: OrderTicket['attached']): string {
  if (attached === undefined) return ''
  return attached.kind === 'bracket'
    ? 'Check the exits as well: the entry may be working without them.'
    : 'Check each order of the group: IBKR may have placed only some of them.'
}
