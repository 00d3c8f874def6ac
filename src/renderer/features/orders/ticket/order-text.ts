import type { ContractMatch } from '../../../../shared/contract/order-views.ts'
import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import type { QuoteView } from '../../../../shared/contract/ticket-views.ts'
import { countCombos } from '../../../../shared/domain/combo.ts'
import { contractKindOf } from '../../../../shared/domain/contract-kind.ts'
import { formatMoney } from '../../../../shared/domain/format-money.ts'
import { formatNumber, groupDigitsIn } from '../../../../shared/domain/format-number.ts'
import { formatSize, pairBase } from '../../../../shared/domain/order-size.ts'
import { firstStopPrice, orderTypeInfo, type TicketOrderType } from '../../../../shared/domain/order-types.ts'
import { priceOfQuote } from '../../../../shared/domain/quote.ts'
import { formatAmount, formatPrice } from '../../../ui/format-number.ts'

type Prices = Pick<QuoteView, 'bid' | 'ask' | 'last'>
type NamedContract = Pick<ContractMatch, 'symbol' | 'securityType'>
type ValuedOrder = Pick<
  OrderTicket,
  'side' | 'orderType' | 'quantity' | 'cashQuantity' | 'price' | 'auxPrice' | 'trailing'
>

/** Shown instead of an amount that would be wrong by the multiplier. */
export const UNKNOWN_MULTIPLIER = 'Unknown: the multiplier of the contract is not known'

/** Shown instead of the amount of a combo, because the unit of IBKR's price is not documented for such legs. */
export const UNKNOWN_COMBO_VALUE = 'Unknown: the legs have different multipliers'

/** What the value of an order depends on, apart from its price. */
interface ValuedContract {
  readonly currency?: string | undefined
  /** Value of a price of 1 for one unit of quantity; undefined if unknown. */
  readonly pointValue?: number | undefined
}

/**
 * Returns the approximate value of an order and how it is calculated; undefined without a price. `quote`: the quote
 * beside the value. `contract`: a pair and a combo have values in other words.
 */
export function valueText(
  order: ValuedOrder,
  quote: Prices,
  { currency, pointValue }: ValuedContract,
  { symbol, securityType }: NamedContract = { symbol: '', securityType: '' },
): string | undefined {
  const isCombo = contractKindOf(securityType) === 'combo'
  const used = priceForValue(order, quote)
  if (used === undefined) return undefined
  if (order.quantity === undefined) return pairValueText(order, used, symbol)
  // The quantity of an option or the price in pence would give a value that is wrong by a factor of 100.
  if (pointValue === undefined) return isCombo ? UNKNOWN_COMBO_VALUE : UNKNOWN_MULTIPLIER
  const value = order.quantity * pointValue * used.price
  const factors = ['quantity', ...(pointValue === 1 ? [] : [formatNumber(pointValue)]), used.name]
  const amount = isCombo ? Math.abs(value) : value
  const text = `≈ ${currency === undefined ? formatAmount(amount) : formatMoney(amount, currency)} (${factors.join(' × ')})`
  return isCombo ? `You ${receives(order.side, value) ? 'receive' : 'pay'} ${text}` : text
}

/** Returns what an amount of the quote currency buys of a pair: `≈ 20,000 EUR (amount ÷ limit)`. */
function pairValueText(
  { cashQuantity }: Pick<OrderTicket, 'cashQuantity'>,
  { price, name }: { readonly price: number; readonly name: string },
  contractName: string,
): string | undefined {
  const base = pairBase(contractName)
  if (base === undefined || cashQuantity === undefined || price <= 0) return undefined
  return `≈ ${formatMoney(cashQuantity / price, base)} (amount ÷ ${name})`
}

/** Returns the limit, otherwise the stop, otherwise the price at which the order would be filled now. */
function priceForValue(
  order: ValuedOrder,
  quote: Prices,
): { readonly price: number; readonly name: string } | undefined {
  const { side, orderType, trailing } = order
  const { prices, trails } = orderTypeInfo(orderType)
  // The limit of a trailing stop moves with its stop.
  for (const role of trails ? (['stop'] as const) : (['limit', 'stop'] as const)) {
    const own = prices.find((each) => each.role === role)
    const entered = own && order[own.wire]
    // The cap 0 means no cap.
    const price = own?.isOptional ? entered || undefined : entered
    if (price !== undefined) return { price, name: own?.name.replace(/ price$/, '') ?? role }
  }
  const last = priceOfQuote(quote.last)
  if (trails) {
    if (last === undefined || trailing === undefined) return undefined
    return { price: firstStopPrice(side, trailing, last), name: 'first stop' }
  }
  const name = side === 'BUY' ? 'ask' : 'bid'
  const opposite = priceOfQuote(quote[name])
  if (opposite !== undefined) return { price: opposite, name: `${name} ${groupDigitsIn(quote[name] ?? '')}` }
  return last === undefined ? undefined : { price: last, name: `last ${groupDigitsIn(quote.last ?? '')}` }
}

type Sized = Pick<OrderTicket, 'quantity' | 'cashQuantity'>

/** Returns the size of an order, such as `100` or `2,500 CAD`. `currency`: that of an amount of money, if known. */
export const sizeText = ({ quantity, cashQuantity }: Sized, currency?: string): string =>
  formatSize({ quantity, cashQuantity, cashCurrency: currency })

const receives = (side: OrderTicket['side'], value: number): boolean => (side === 'SELL' ? value > 0 : value < 0)

/**
 * Describes who pays at a price of a combo: `You receive 1.20 per combo (credit)`. Without a common multiplier of the
 * legs, the price says only who pays: for 100 shares and an option, it may be about one share.
 */
export function describeNet(
  side: OrderTicket['side'],
  price: number,
  { pointValue }: Pick<ValuedContract, 'pointValue'>,
  format: (price: number) => string = formatPrice,
): string {
  if (price === 0) return 'You neither pay nor receive (even)'
  const [verb, kind] = receives(side, price) ? ['receive', 'credit'] : ['pay', 'debit']
  return pointValue === undefined
    ? `You ${verb} (${kind}), but the amount is unknown: the legs have different multipliers`
    : `You ${verb} ${format(Math.abs(price))} per combo (${kind})`
}

/** Returns the size of an order with the unit of its contract: `3 contracts`, `2 combos`, `20,000 EUR`. Shares have none. */
export function sizeWithUnit(order: Sized, { symbol, securityType }: NamedContract, currency?: string): string {
  const size = sizeText(order, currency)
  if (order.cashQuantity !== undefined || order.quantity === undefined) return size
  switch (contractKindOf(securityType)) {
    case 'option':
    case 'future':
      return `${size} ${order.quantity === 1 ? 'contract' : 'contracts'}`
    case 'pair':
      return [size, pairBase(symbol)].filter(Boolean).join(' ')
    case 'combo':
      return countCombos(size, order.quantity)
    case 'share':
      return size
  }
}

interface PricedContract {
  readonly currency?: string | undefined
  /** Number of price units per unit of the currency, such as 100 for pence. */
  readonly priceMagnifier?: number | undefined
}

/** Names the unit of prices that are not in the currency of the contract, such as `1/100 GBP`. */
export const priceUnit = ({ currency = '', priceMagnifier = 1 }: PricedContract): string =>
  priceMagnifier === 1 ? currency : `1/${formatNumber(priceMagnifier)} ${currency}`.trim()

/** Removes the letter of a price that is not live: C for the close, H for a halt. */
export const plainPrice = (price: string | undefined): string | undefined => price?.replace(/^[A-Z]+/, '')

type PricedOrder = Pick<OrderTicket, 'orderType' | 'price' | 'auxPrice' | 'trailing'>

/** Returns the prices of an order for its review, such as `Stop 180.00, limit 179.50`. */
export function priceText(order: PricedOrder, format: (price: number) => string): string {
  const prices = orderTypeInfo(order.orderType).prices.flatMap(({ wire, name }) => {
    const price = order[wire]
    return price === undefined ? [] : [`${name.replace(/ price$/, '')} ${format(price)}`]
  })
  if (order.trailing) prices.unshift(`trails by ${trailingText(order.trailing, format)}`)
  const text = prices.join(', ')
  return text === '' ? (PRICES_WITHOUT_FIELD[order.orderType] ?? 'At market') : text[0]?.toUpperCase() + text.slice(1)
}

/** Returns the distance of a trailing stop: `2%`, or an amount in the format of prices. */
export const trailingText = (
  { amount, unit }: NonNullable<OrderTicket['trailing']>,
  format: (price: number) => string,
): string => (unit === '%' ? `${formatNumber(amount)}%` : format(amount))

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
