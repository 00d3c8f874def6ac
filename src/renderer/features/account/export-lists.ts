import type { AccountFeedStatus } from '../../../shared/contract/account-views.ts'
import { type CsvColumn, csvTime, formatCsvHeader, formatCsvRows } from '../../../shared/domain/csv-field.ts'
import type { NamedPosition } from '../../../shared/domain/position.ts'
import type { Trade } from '../../../shared/domain/trade.ts'
import { hostLink } from '../../platform/host-link.ts'
import { showToast } from '../../stores/toast-store.ts'
import { saveCsv } from '../files/index.ts'

/** Time in ms to wait for the first list. IBKR often returns an empty list at first. */
const READ_MS = 15_000

const plain = (price: string | undefined): string | undefined => price?.replaceAll(',', '')

export const POSITION_CSV: readonly CsvColumn<NamedPosition>[] = [
  ['account', ({ account }) => account],
  ['contract', ({ contractName }) => contractName],
  ['conid', ({ conid }) => conid],
  ['asset_class', ({ assetClass }) => assetClass],
  ['quantity', ({ quantity }) => quantity],
  ['average_price', ({ averagePrice }) => averagePrice],
  ['average_cost', ({ averageCost }) => averageCost],
  ['market_price', ({ marketPrice }) => marketPrice],
  ['market_value', ({ marketValue }) => marketValue],
  ['unrealized', ({ unrealized }) => unrealized],
  ['realized', ({ realized }) => realized],
  ['currency', ({ currency }) => currency],
]

export const EXECUTION_CSV: readonly CsvColumn<Trade>[] = [
  ['time', ({ time }) => csvTime(time)],
  ['execution_id', ({ executionId }) => executionId],
  ['order_id', ({ orderId }) => orderId],
  ['client_order_id', ({ orderReference }) => orderReference],
  ['account', ({ account }) => account],
  ['contract', ({ contractName }) => contractName],
  ['conid', ({ conid }) => conid],
  ['security_type', ({ securityType }) => securityType],
  ['side', ({ side }) => side],
  ['quantity', ({ quantity }) => quantity],
  ['price', ({ price }) => plain(price)],
  ['commission', ({ commission }) => plain(commission)],
  ['net_amount', ({ netAmount }) => netAmount],
  ['exchange', ({ exchange }) => exchange],
]

/** Saves the positions of all accounts as CSV. */
export const exportPositions = (): Promise<void> => exportList('positions.feed', 'positions', POSITION_CSV)

/** Saves the executions of the current day in New York as CSV. */
export const exportExecutions = (): Promise<void> => exportList('executions.feed', 'executions', EXECUTION_CSV)

async function exportList<Row>(
  name: 'positions.feed' | 'executions.feed',
  noun: string,
  columns: readonly CsvColumn<Row>[],
): Promise<void> {
  const rows = (await readList(name)) as readonly Row[] | undefined
  if (rows === undefined)
    showToast('bad', `Not exported: IBKR has not sent the ${noun} yet. Try again when the list is shown.`)
  else await saveCsv(noun, formatCsvHeader(columns) + formatCsvRows(columns, rows), rows.length)
}

/** Reads a list once. Resolves to undefined if it does not arrive in time. */
function readList(name: 'positions.feed' | 'executions.feed'): Promise<readonly unknown[] | undefined> {
  return new Promise((resolve) => {
    const rows = new Map<string, unknown>()
    let close = (): void => undefined
    const end = (result: readonly unknown[] | undefined): void => {
      clearTimeout(timer)
      close()
      resolve(result)
    }
    const timer = setTimeout(() => end(undefined), READ_MS)
    // Both lists have the same shape, apart from their rows.
    close = hostLink().open(
      name as 'positions.feed',
      {},
      {
        snapshot(snapshot) {
          // Rows of an earlier session are removed before the list is current, so only a current list counts.
          if (isCurrent(snapshot.status)) end(snapshot.rows)
        },
        items(batch) {
          for (const item of batch) {
            if (item.kind === 'row') rows.set(item.key, item.row)
            else if (item.kind === 'removed') rows.delete(item.key)
            else if (isCurrent(item.status)) end([...rows.values()])
          }
        },
        closed: () => end(undefined),
      },
    )
  })
}

const isCurrent = ({ health }: AccountFeedStatus): boolean => health.kind === 'streaming' || health.kind === 'polling'
