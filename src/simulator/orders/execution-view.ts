import { calculateValue } from '../contracts/contract.ts'
import {
  formatConidex,
  getDetails,
  getExecutionExchange,
  getListingExchange,
  getTitle,
} from '../contracts/describe-contract.ts'
import { formatPrice } from '../contracts/price-increments.ts'
import type { Execution } from './order.ts'

/**
 * Returns an execution in the shape of the trades call and the `str` topic. The commission is omitted until it is
 * known.
 */
export function buildExecutionView(
  execution: Execution,
  withCommission: boolean,
): Readonly<Record<string, string | number>> {
  const { order, quantity, price } = execution
  const { instrument } = order
  const verb = order.side === 'BUY' ? 'Bought' : 'Sold'
  const exchange = getExecutionExchange(instrument)
  const listingExchange = getListingExchange(instrument)
  const details = getDetails(instrument)
  const shownPrice = formatPrice(instrument, price)
  return {
    execution_id: execution.id,
    symbol: instrument.symbol,
    supports_tax_opt: '1',
    side: order.side === 'BUY' ? 'B' : 'S',
    order_description: `${verb} ${quantity} @ ${shownPrice} on ${exchange}`,
    trade_time: tradeTime(execution.at),
    trade_time_r: execution.at,
    size: quantity,
    price: shownPrice,
    ...(order.clientOrderId === undefined ? {} : { order_ref: order.clientOrderId }),
    exchange,
    ...(withCommission ? { commission: execution.commission.toFixed(2) } : {}),
    net_amount: Math.round(calculateValue(instrument, quantity, price) * 100) / 100,
    account: order.accountId,
    accountCode: order.accountId,
    account_allocation_name: order.accountId,
    company_name: instrument.companyName,
    contract_description_1: getTitle(instrument),
    ...(details === undefined ? {} : { contract_description_2: details }),
    sec_type: instrument.secType,
    ...(listingExchange === undefined ? {} : { listing_exchange: listingExchange }),
    conid: instrument.conid,
    conidEx: formatConidex(instrument),
    clearing_id: 'IB',
    clearing_name: 'IB',
    liquidation_trade: '0',
    is_event_trading: '0',
    order_id: order.id,
    position: String(execution.position),
  }
}

/** Formats a time in UTC as `YYYYMMDD-HH:mm:ss`. */
function tradeTime(at: number): string {
  const text = new Date(at).toISOString()
  return `${text.slice(0, 10).replaceAll('-', '')}-${text.slice(11, 19)}`
}
