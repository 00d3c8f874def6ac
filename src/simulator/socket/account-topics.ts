import { calculateAccountValue } from '../account/valuation.ts'
import { buildSummaryView } from '../rest/portfolio-summary-view.ts'
import { buildLedgerView } from '../rest/portfolio-views.ts'
import { calculateProfitAndLoss, type SimulatorState } from '../simulator-state.ts'
import { sendTopicError, type Topic, type TopicOptions, type TopicSocket } from './topic.ts'

/** One entry of the account summary over REST. */
interface Entry {
  readonly amount: number
  readonly currency: string | null
  readonly value: string | null
  readonly severity: number
}

/**
 * Creates the account summary topic. It sends every key of a segment (`-S`, `-C`) or the requested keys, then changes
 * every ten seconds.
 */
export function createSummaryTopic(state: SimulatorState, socket: TopicSocket): Topic {
  return accountStreams(state, socket, {
    subscribe: 'ssd',
    unsubscribe: 'usd',
    unsubscribedText: 'unsubscribed from summary',
    rows: (accountId, options) => summaryRows(state, accountId, options),
    after: (rows, hasChanged) => rows.filter(hasChanged),
  })
}

function summaryRows(state: SimulatorState, accountId: string, options: TopicOptions): readonly AccountRow[] {
  const ledger = state.accounts.find(accountId)
  if (ledger === undefined) return []
  const [keys, fields] = [listArgument(options, 'keys'), listArgument(options, 'fields')]
  const value = calculateAccountValue(ledger, state.market)
  const previousDay = state.accounts.baseOf(accountId)
  const entries = Object.entries(
    buildSummaryView({ accountId, value, previousDay, now: state.now() }) as Record<string, Entry>,
  )
  return entries
    .filter(([key]) => (keys === undefined ? /-[sc]$/.test(key) : keys.has(key)))
    .map(([key, { amount, currency, value: text, severity }]) =>
      selectFields(
        {
          key: toSummaryKey(key),
          timestamp: Math.floor(state.now() / 1000),
          ...(text === null ? { currency, monetaryValue: amount } : { value: text }),
          severity,
        },
        fields,
      ),
    )
}

/** Summary keys in the mixed case of the socket, without segments. REST uses the same names in lower case. */
const names = [
  ...['AccountCode', 'AccountReady', 'AccountType', 'AccruedCash', 'AccruedDividend', 'AvailableFunds'],
  ...['Billable', 'BuyingPower', 'ColumnPrio', 'Cushion', 'DayTradingStatus', 'DepositOnCreditHold'],
  ...['DayTradesRemaining', 'DayTradesRemainingT+1', 'DayTradesRemainingT+2', 'DayTradesRemainingT+3'],
  ...['DayTradesRemainingT+4', 'EquityWithLoanValue', 'ExcessLiquidity', 'FullAvailableFunds', 'FullExcessLiquidity'],
  ...['FullInitMarginReq', 'FullMaintMarginReq', 'GrossPositionValue', 'Guarantee', 'IndianStockHaircut'],
  ...['HighestSeverity', 'IncentiveCoupons', 'LookAheadNextChange', 'SettledCashByDate'],
  ...['InitMarginReq', 'Leverage', 'LookAheadAvailableFunds', 'LookAheadExcessLiquidity', 'LookAheadInitMarginReq'],
  ...['LookAheadMaintMarginReq', 'MaintMarginReq', 'NetLiquidation', 'NetLiquidationUncertainty'],
  ...['NLVAndMarginInReview', 'PASharesValue', 'PhysicalCertificateValue', 'PostExpirationExcess'],
  ...['PostExpirationMargin', 'PreviousDayEquityWithLoanValue', 'RegTEquity', 'RegTMargin', 'SegmentTitle', 'SMA'],
  ...['TotalCashValue', 'TotalDebitCardPendingCharges', 'TradingType', 'WhatIfPMEnabled'],
]

const byLowerCase = new Map(names.map((name) => [name.toLowerCase(), name]))

/** Converts `accruedcash-s` to the socket's `AccruedCash-S`. A name with unknown spelling stays in lower case. */
function toSummaryKey(key: string): string {
  const [, name = key, segment = ''] = /^(.*?)(-[sc])?$/.exec(key) ?? []
  return `${byLowerCase.get(name) ?? name}${segment.toUpperCase()}`
}

/** Field names of the socket, in mixed case, with the names that REST uses. */
const fieldNames: readonly (readonly [socket: string, rest: string])[] = [
  ['acctCode', 'acctcode'],
  ['cashbalance', 'cashbalance'],
  ['cashBalanceFXSegment', 'cashbalancefxsegment'],
  ['commodityMarketValue', 'commoditymarketvalue'],
  ['corporateBondsMarketValue', 'corporatebondsmarketvalue'],
  ['dividends', 'dividends'],
  ['exchangeRate', 'exchangerate'],
  ['funds', 'funds'],
  ['interest', 'interest'],
  ['issueOptionsMarketValue', 'issueroptionsmarketvalue'],
  ['marketValue', 'stockmarketvalue'],
  ['moneyFunds', 'moneyfunds'],
  ['netLiquidationValue', 'netliquidationvalue'],
  ['optionMarketValue', 'stockoptionmarketvalue'],
  ['realizedPnl', 'realizedpnl'],
  ['secondKey', 'secondkey'],
  ['settledCash', 'settledcash'],
  ['severity', 'severity'],
  ['stockMarketValue', 'stockmarketvalue'],
  ['tBillsMarketValue', 'tbillsmarketvalue'],
  ['tBondsMarketValue', 'tbondsmarketvalue'],
  ['unrealizedPnl', 'unrealizedpnl'],
  ['warrantsMarketValue', 'warrantsmarketvalue'],
]

/**
 * Creates the ledger topic. It sends a row for each currency and the base every ten seconds. An unchanged row contains
 * only its key and timestamp.
 */
export function createLedgerTopic(state: SimulatorState, socket: TopicSocket): Topic {
  return accountStreams(state, socket, {
    subscribe: 'sld',
    unsubscribe: 'uld',
    unsubscribedText: 'unsubscribed from ledger',
    rows: (accountId, options) => ledgerRows(state, accountId, options),
    after: (rows, hasChanged) => rows.map((row) => (hasChanged(row) ? row : selectFields(row, new Set()))),
  })
}

function ledgerRows(state: SimulatorState, accountId: string, options: TopicOptions): readonly AccountRow[] {
  const ledger = state.accounts.find(accountId)
  if (ledger === undefined) return []
  const [keys, fields] = [listArgument(options, 'keys'), listArgument(options, 'fields')]
  const view = buildLedgerView(accountId, calculateAccountValue(ledger, state.market), state.now()) as Record<
    string,
    AccountRow
  >
  return Object.entries(view)
    .map(([currency, line]) => ({
      key: `LedgerList${currency}`,
      timestamp: Math.floor(state.now() / 1000),
      ...Object.fromEntries(fieldNames.map(([name, restName]) => [name, line[restName] ?? 0])),
    }))
    .filter(({ key }) => keys === undefined || keys.has(key.toLowerCase()))
    .map((row) => selectFields(row, fields))
}

const profitIntervalMilliseconds = 1000

/**
 * Creates the profit and loss topic, which sends at most once a second. The socket calls the excess liquidity `uel`,
 * REST `el`.
 */
export function createProfitTopic(state: SimulatorState, socket: TopicSocket): Topic {
  let stop = () => {}

  function send(): void {
    const rows = state.accounts.ids.map((id) => {
      const value = calculateProfitAndLoss(state, id)
      const row = {
        rowType: 1,
        dpl: value.daily,
        nl: value.netLiquidation,
        upl: value.unrealized,
        uel: value.excessLiquidity,
        mv: value.marketValue,
      }
      return [`${id}.Core`, row] as const
    })
    socket.send({ topic: 'spl', args: Object.fromEntries(rows) })
  }

  const close = () => {
    stop()
    stop = () => {}
  }
  const open = () => {
    close()
    state.session.warmUps().profitStreamed = true
    send()
    stop = socket.timers.every(profitIntervalMilliseconds, send)
  }
  return { subscribe: 'spl', outlivesBrokerage: true, unsubscribe: 'upl', open, close, closeAll: close }
}

const intervalMilliseconds = 10_000

/** One row about an account: `key`, `timestamp` and values. */
export type AccountRow = Readonly<Record<string, string | number | null>>

/**
 * Creates the common part of the summary and ledger topics: rows about one account, sent every ten seconds. Both topics
 * work without a brokerage session.
 */
function accountStreams(
  state: SimulatorState,
  socket: TopicSocket,
  kind: {
    readonly subscribe: string
    readonly unsubscribe: string
    /** Builds the response to an unsubscription. */
    readonly unsubscribedText: string
    readonly rows: (accountId: string, options: TopicOptions) => readonly AccountRow[]
    /** Builds the rows of later frames. If there are no rows, no frame is sent. */
    readonly after: (rows: readonly AccountRow[], hasChanged: (row: AccountRow) => boolean) => readonly AccountRow[]
  },
): Topic {
  const streams = new Map<string, () => void>()

  function open([accountId = '']: readonly string[], options: TopicOptions): void {
    if (state.accounts.find(accountId) === undefined) {
      sendTopicError(socket, kind.subscribe, 'Invalid account ID')
      return
    }
    stop(accountId)
    const lastSent = new Map<unknown, string>()
    const sendRows = (choose: typeof kind.after) => {
      const rows = kind.rows(accountId, options)
      const changed = new Set(rows.filter((row) => lastSent.get(row['key']) !== withoutTime(row)))
      for (const row of rows) lastSent.set(row['key'], withoutTime(row))
      const result = choose(rows, (row) => changed.has(row))
      if (result.length > 0) socket.send({ result, topic: `${kind.subscribe}+${accountId}` })
    }
    sendRows((rows) => rows)
    streams.set(
      accountId,
      socket.timers.every(intervalMilliseconds, () => sendRows(kind.after)),
    )
  }

  function stop(accountId: string): void {
    streams.get(accountId)?.()
    streams.delete(accountId)
  }

  return {
    subscribe: kind.subscribe,
    outlivesBrokerage: true,
    unsubscribe: kind.unsubscribe,
    open,
    close: ([accountId = '']) => {
      stop(accountId)
      socket.send({ result: kind.unsubscribedText })
    },
    closeAll: () => {
      for (const accountId of [...streams.keys()]) stop(accountId)
    },
  }
}

function withoutTime(row: AccountRow): string {
  return JSON.stringify({ ...row, timestamp: 0 })
}

/** Reads a list argument as lower-case strings. Returns undefined if the argument is missing or empty. */
function listArgument(options: TopicOptions, name: string): ReadonlySet<string> | undefined {
  const list = options[name]
  if (!Array.isArray(list) || list.length === 0) return undefined
  return new Set(list.map((each) => String(each).toLowerCase()))
}

/** Selects `key`, `timestamp` and the requested fields, regardless of their case. */
function selectFields(row: AccountRow, fields: ReadonlySet<string> | undefined): AccountRow {
  if (fields === undefined) return row
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => name === 'key' || name === 'timestamp' || fields.has(name.toLowerCase())),
  )
}
