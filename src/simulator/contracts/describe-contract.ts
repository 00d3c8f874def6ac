import { type Contract, findDefaultVenue } from './contract.ts'
import { formatMonth } from './expirations.ts'

/**
 * Returns IBKR's first description of a contract in orders and executions: `AAPL`, `ES DEC26`, `AUD.CAD`. Public
 * recordings have the month of a future here, and no second description.
 */
export function getTitle(contract: Contract): string {
  const { secType, symbol, localSymbol, contractMonth } = contract
  if (secType === 'CASH') return localSymbol
  return secType === 'FUT' && contractMonth !== undefined ? `${symbol} ${formatMonth(contractMonth)}` : symbol
}

/** Returns IBKR's second description, which only options have: `JAN 15 '27 250 Call`, `(ES) DEC26 6700 Call Fut. Option`. */
export function getDetails({ secType, text }: Contract): string | undefined {
  return secType === 'OPT' || secType === 'FOP' ? text : undefined
}

/** Returns the whole description, such as `AAPL JAN 15 '27 250 Call`. */
export function describeContract(contract: Contract): string {
  const details = getDetails(contract)
  return details === undefined ? getTitle(contract) : `${getTitle(contract)} ${details}`
}

/**
 * Returns the description of a position: `AAPL`, `ES       DEC2026`,
 * `AAPL   JAN2027 250 C [AAPL  270115C00250000 100]`.
 */
export function describePosition(contract: Contract): string {
  const { secType, symbol, contractMonth, strike, right, localSymbol, multiplier } = contract
  if (contractMonth === undefined) return getTitle(contract)
  const month = formatMonth(contractMonth, 'long')
  if (secType === 'FUT') return `${symbol.padEnd(8)} ${month}`
  return `${symbol.padEnd(6)} ${month} ${strike} ${right} [${localSymbol} ${multiplier}]`
}

/** Returns the listing exchange in orders and executions. Options have none; Nasdaq has the name of its tape. */
export function getListingExchange({ secType, listingExchange }: Contract): string | undefined {
  switch (secType) {
    case 'OPT':
    case 'FOP':
      return undefined
    case 'CASH':
      return 'FXCONV'
    default:
      return listingExchange === 'NASDAQ' ? 'NASDAQ.NMS' : listingExchange
  }
}

/** Returns the exchange that IBKR reports for executions of a contract. */
export function getExecutionExchange({ exchanges, listingExchange }: Contract): string {
  return listingExchange === 'SMART' ? (exchanges.find((exchange) => exchange !== 'SMART') ?? 'SMART') : listingExchange
}

/**
 * Returns the contract id of an order or execution: the legs of a combo, or the conid, followed by `@EXCHANGE` unless
 * IBKR routes it itself (SMART).
 * @param venue the exchange that an order names. Default: the exchange of a contract without SMART
 */
export function formatConidex(
  contract: Pick<Contract, 'conid' | 'exchanges'> & { readonly conidex?: string },
  venue = findDefaultVenue(contract),
): string {
  const { conid, conidex } = contract
  return conidex ?? (venue === undefined ? String(conid) : `${conid}@${venue}`)
}
