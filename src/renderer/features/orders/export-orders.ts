import type { ConsoleOrder } from '../../../shared/domain/console-orders.ts'
import { type CsvColumn, csvTime, formatCsvHeader, formatCsvRows } from '../../../shared/domain/csv-field.ts'
import { formatSide } from '../../../shared/domain/orders.ts'
import { useOrdersStore } from '../../stores/orders-store.ts'
import { saveCsv } from '../files/index.ts'
import { sortedOrders } from './blotter/blotter-rows.ts'
import { useBlotterStore } from './blotter-store.ts'
import { reasonOf } from './texts.ts'

/** Removes the commas with which IBKR groups the digits of some prices. */
const plain = (price: string | undefined): string | undefined => price?.replaceAll(',', '')

export const ORDER_CSV: readonly CsvColumn<ConsoleOrder>[] = [
  ['order_id', ({ orderId }) => orderId],
  ['account', ({ account }) => account],
  ['contract', ({ contractName }) => contractName],
  ['conid', ({ conid, conidex }) => conidex ?? conid],
  ['security_type', ({ securityType }) => securityType],
  ['side', (order) => formatSide(order)],
  ['order_type', ({ orderType }) => orderType],
  ['quantity', ({ quantity }) => quantity],
  ['cash_quantity', ({ cashQuantity }) => cashQuantity],
  ['cash_currency', ({ cashCurrency }) => cashCurrency],
  ['filled', ({ filled }) => filled],
  ['remaining', ({ remaining }) => remaining],
  ['limit_price', ({ limitPrice }) => plain(limitPrice)],
  ['stop_price', ({ stopPrice }) => plain(stopPrice)],
  ['average_price', ({ averagePrice }) => plain(averagePrice)],
  ['time_in_force', ({ timeInForce }) => timeInForce],
  ['status', ({ status }) => status],
  ['reason', (order) => reasonOf(order)],
  ['placed', ({ placedAt }) => csvTime(placedAt)],
  ['parent_id', ({ parentId }) => parentId],
  ['oca_group', ({ ocaGroup }) => ocaGroup],
  ['client_order_id', ({ orderReference }) => orderReference],
]

/** Saves the orders that the filter shows as CSV, in the order of the list, with all their fields. */
export function exportOrders(): Promise<void> {
  const { layout } = useBlotterStore.getState()
  const shown = sortedOrders(useOrdersStore.getState().orders.values(), layout)
  return saveCsv('orders', formatCsvHeader(ORDER_CSV) + formatCsvRows(ORDER_CSV, shown), shown.length)
}
