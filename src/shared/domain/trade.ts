import type { ContractIdentity, ContractNames } from './contract-name.ts'
import { numberOf, omitUndefined, rowOf, sideOf, textOf } from './read-value.ts'

/** One execution. Prices are decimal strings as IBKR sent them, never rounded. */
export interface Trade {
  /** IBKR's execution id, unique for each fill. */
  readonly executionId: string
  /** Account id. */
  readonly account?: string
  /** IBKR's id of the order that was filled. */
  readonly orderId?: string
  /** The client order id (`cOID`) of the order. */
  readonly orderReference?: string
  /** IBKR's contract id. */
  readonly conid?: number
  /**
   * Name of the contract, which no other contract of the session has: `AAPL`, `AAPL 20JAN27 250 C`, `ES DEC26`,
   * `AUD.CAD`.
   */
  readonly contractName?: string
  /** Ticker symbol, such as `AAPL`: of an option its underlying. */
  readonly symbol?: string
  /** IBKR's description of a derivative, such as `(EX2) OCT23 4300 Put Fut. Option`; absent for other contracts. */
  readonly contractDetails?: string
  /** IBKR's description of the fill, such as `Bot 10 @ 187.32 on NASDAQ`. */
  readonly description?: string
  /** IBKR's security type, such as `STK`, `OPT` or `FUT`. */
  readonly securityType?: string
  /** The side; `NETTING` is used for forecast contracts. */
  readonly side?: 'BUY' | 'SELL' | 'NETTING'
  /** Filled quantity. */
  readonly quantity?: number
  /** Price per unit, in the currency of the contract. */
  readonly price?: string
  /** Exchange of the fill. */
  readonly exchange?: string
  /** The commission; absent at first. IBKR sends the execution again when it is known. */
  readonly commission?: string
  /** Price times quantity and multiplier, in the currency of the contract. */
  readonly netAmount?: number
  /** The account's position in the contract after the trade. */
  readonly position?: string
  /** Time of the execution in ms since epoch. */
  readonly time?: number
}

/**
 * Reads one row of a `str` frame or of `GET iserver/account/trades`; undefined without an execution id. `names` names
 * its contract. `known` has the known executions by id: an update of one of them may say nothing about its contract.
 */
export function readTrade(value: unknown, names: ContractNames, known?: ReadonlyMap<string, Trade>): Trade | undefined {
  const row = rowOf(value)
  const executionId = textOf(row?.['execution_id'])
  if (row === undefined || executionId === undefined) return undefined
  const contract = omitUndefined<ContractIdentity>({
    conid: numberOf(row['conid']),
    conidex: textOf(row['conidEx']),
    symbol: textOf(row['symbol']),
    title: textOf(row['contract_description_1']),
    details: textOf(row['contract_description_2']),
    securityType: textOf(row['sec_type']),
    exchange: textOf(row['listing_exchange']),
  })
  const isNamed = Object.keys(contract).length > 0
  const fields = omitUndefined<Omit<Trade, 'executionId'>>({
    account: textOf(row['account'] ?? row['accountCode']),
    orderId: textOf(row['order_id']),
    orderReference: textOf(row['order_ref']),
    conid: contract.conid,
    contractName: (isNamed && names.of({ ...identityOfTrade(known?.get(executionId)), ...contract })) || undefined,
    symbol: contract.symbol,
    contractDetails: contract.details,
    description: textOf(row['order_description']),
    securityType: contract.securityType,
    side: row['side'] === 'N' ? 'NETTING' : sideOf(row['side']),
    quantity: numberOf(row['size']),
    price: textOf(row['price']),
    exchange: textOf(row['exchange']),
    commission: textOf(row['commission']),
    netAmount: numberOf(row['net_amount']),
    position: textOf(row['position']),
    time: numberOf(row['trade_time_r']),
  })
  return { executionId, ...fields }
}

const identityOfTrade = ({ conid, symbol, contractDetails, securityType }: Partial<Trade> = {}): ContractIdentity => ({
  conid,
  symbol,
  details: contractDetails,
  securityType,
})

/**
 * Merges an update into a trade, field by field. An update without commission does not remove a known commission. Pure.
 */
export function mergeTrade(known: Trade | undefined, update: Trade): Trade | undefined {
  if (known === undefined) return update
  const changed = (Object.keys(update) as (keyof Trade)[]).some((key) => update[key] !== known[key])
  return changed ? { ...known, ...update } : undefined
}
