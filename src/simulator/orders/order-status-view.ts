import { formatConidex, getDetails, getListingExchange, getTitle } from '../contracts/describe-contract.ts'
import { formatPrice } from '../contracts/price-increments.ts'
import { isDone, type Order, type OrderStatus } from './order.ts'
import { getTriggerPrice, hasTrigger, isLimit, orderTypes } from './order-types.ts'
import {
  describeOrder,
  formatAveragePrice,
  formatCompactTime,
  formatOptionalPrice,
  formatSizeAndFills,
  getFillSizes,
  statusColours,
} from './order-view.ts'

const ccpCodes: Readonly<Record<OrderStatus, string>> = {
  Inactive: '',
  PendingSubmit: '0',
  PreSubmitted: '0',
  Submitted: '0',
  Filled: '2',
  PendingCancel: '6',
  Cancelled: '4',
}

const descriptions: Readonly<Record<OrderStatus, string>> = {
  Inactive: 'Order Inactive',
  PendingSubmit: 'Order Pending Submit',
  PreSubmitted: 'Order Submitted',
  Submitted: 'Order Submitted',
  Filled: 'Order Filled',
  PendingCancel: 'Order Pending Cancel',
  Cancelled: 'Order Cancelled',
}

/**
 * Returns an order in the form of the order status call: snake case, amounts as strings. `children` contains the ids of
 * a bracket's children.
 */
export function buildStatusView(order: Order, requestId: number, children: readonly number[]): object {
  const { instrument } = order
  const colours = statusColours[order.status]
  // Swap the two colours of a filled order, unlike in the order list.
  const [bg, fg] = order.status === 'Filled' ? [...colours].reverse() : colours
  const done = isDone(order)
  const { filled, remaining } = getFillSizes(order)
  const stopPrice = formatOptionalPrice(order, getTriggerPrice(order))
  const details = getDetails(instrument)
  const exchange = getListingExchange(instrument)
  return {
    sub_type: null,
    request_id: String(requestId),
    server_id: '0',
    clearing_id: 'IB',
    clearing_name: 'IB',
    order_id: order.id,
    conidex: formatConidex(instrument, order.exchange),
    conid: instrument.conid,
    symbol: instrument.symbol,
    side: order.isExercise ? 'EXER' : order.side === 'BUY' ? 'B' : 'S',
    contract_description_1: getTitle(instrument),
    ...(details === undefined ? {} : { contract_description_2: details }),
    ...(exchange === undefined ? {} : { listing_exchange: exchange }),
    option_acct: 'c',
    company_name: instrument.companyName,
    size: decimal(done ? 0 : remaining),
    total_size: decimal(order.quantity),
    currency: instrument.currency,
    account: order.accountId,
    ...(order.isExercise ? {} : { order_type: orderTypes[order.kind].original }),
    ...(hasTrigger(order) && !isLimit(order) ? {} : { limit_price: formatOptionalPrice(order, order.price) ?? '' }),
    ...(stopPrice === undefined ? {} : { stop_price: stopPrice }),
    ...linksOf(order, children),
    cum_fill: decimal(filled),
    order_status: order.status,
    order_ccp_status: ccpCodes[order.status],
    order_status_description: descriptions[order.status],
    tif: order.tif,
    fg_color: fg,
    bg_color: bg,
    order_not_editable: done,
    // The separator of the field codes, without any codes, means that a working order can be edited.
    editable_fields: done ? '' : '\u001e',
    cannot_cancel_order: done,
    deactivate_order: false,
    sec_type: instrument.secType,
    available_chart_periods: '#R|1',
    order_description: describeOrder(order),
    order_description_with_contract: describeOrder(order, true),
    alert_active: 1,
    child_order_type: order.status === 'Filled' ? '0' : '3',
    order_clearing_account: order.accountId,
    size_and_fills: formatSizeAndFills(order),
    ...(order.filled === 0 || order.isExercise ? {} : { average_price: formatAveragePrice(order) }),
    all_or_none: order.allOrNone === true,
    exit_strategy_chart_description: describeOrder(order, true),
    exit_strategy_display_price: formatPrice(instrument, order.price ?? 0),
    exit_strategy_tool_availability: '1',
    use_price_mgmt_algo: false,
    allowed_duplicate_opposite: true,
    order_time: formatCompactTime(order.createdAt),
    outside_rth: order.outsideRth,
  }
}

function linksOf({ parentId, ocaGroup }: Order, children: readonly number[]): object {
  return {
    ...(parentId === undefined ? {} : { parent_order_id: parentId }),
    ...(ocaGroup === undefined ? {} : { oca_group_id: ocaGroup, oca_group_type: 'ReduceOnFillNonBlock' }),
    ...(children.length === 0 ? {} : { children_order_ids: children.join(',') }),
  }
}

function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value)
}
