import { parseSearchMonth } from '../../shared/domain/contract-month.ts'
import { type ContractNames, identityOf } from '../../shared/domain/contract-name.ts'
import { numberOf, omitUndefined, type Row, rowsOf, textOf } from '../../shared/domain/read-value.ts'
import type { ContractDescription, Derivatives } from './contract-types.ts'

/** The optional fields of a contract. Some may be unknown. */
type OptionalFields = Omit<
  ContractDescription,
  'conid' | 'name' | 'symbol' | 'securityType' | 'exchange' | 'companyName'
>

/** Reads a row of the search. Undefined for bond issuers, which have no symbol and no valid conid. */
export function readSearchRow(row: Row, names: ContractNames): ContractDescription | undefined {
  const conid = conidOf(row['conid'])
  if (row['symbol'] === null || conid === undefined) return undefined
  const [section, ...others] = rowsOf(row['sections'] ?? [])
  const companyName = textOf(row['companyName'] ?? row['companyHeader']) ?? ''
  // The symbol of a currency pair is only its first currency.
  const [pair] = /^[A-Z]{3}\.[A-Z]{3}\b/.exec(companyName) ?? []
  const symbol = textOf(row['symbol'])
  const exchange = textOf(row['description']) ?? ''
  const securityType = textOf(section?.['secType'] ?? row['secType']) ?? ''
  const derivatives = others.flatMap(readSection)
  return {
    conid,
    name: names.of({ conid, symbol, title: pair, securityType, exchange }),
    symbol: pair ?? symbol ?? '',
    securityType,
    exchange,
    companyName,
    ...(derivatives.length > 0 && { derivatives }),
  }
}

function readSection(row: Row): readonly Derivatives[] {
  const [securityType, months, exchange] = [textOf(row['secType']), textOf(row['months']), textOf(row['exchange'])]
  if (securityType === undefined || months === undefined) return []
  const listed = months.split(';').map(parseSearchMonth)
  return [
    { securityType, months: listed.filter((month) => month !== undefined), exchanges: exchange?.split(';') ?? [] },
  ]
}

/** Reads the response of `iserver/contract/{conid}/info`. Undefined for a response without a contract. */
export function readContractInfo(conid: number, row: Row, names: ContractNames): ContractDescription | undefined {
  const [ticker, localSymbol] = [textOf(row['symbol']), textOf(row['local_symbol'])]
  const symbol = ticker ?? localSymbol
  if (symbol === undefined) return undefined
  const securityType = textOf(row['instrument_type']) ?? ''
  const contract = {
    conid,
    symbol: (securityType === 'CASH' ? localSymbol : undefined) ?? symbol,
    securityType,
    exchange: textOf(row['exchange']) ?? '',
    companyName: textOf(row['company_name']) ?? '',
    ...omitUndefined<OptionalFields>({
      currency: textOf(row['currency']),
      underlyingConid: conidOf(row['underlying_con_id']),
      month: textOf(row['contract_month']),
      expiry: textOf(row['maturity_date']),
      strike: numberOf(row['strike']),
      right: rightOf(row['right']),
      tradingClass: textOf(row['trading_class']),
      multiplier: numberOf(row['multiplier']),
    }),
  }
  const { tradingClass, multiplier, right, expiry: maturity, month } = contract
  const terms = { tradingClass, multiplier, right, maturity, month, strike: textOf(row['strike']) }
  const { exchange } = contract
  return { ...contract, name: names.of(identityOf({ conid, symbol, securityType, exchange, localSymbol, ...terms })) }
}

/** An option, an option on a future or a warrant. */
export type OptionDescription = ContractDescription &
  Required<Pick<ContractDescription, 'month' | 'strike' | 'right' | 'expiry'>>

/** Reads a row of `iserver/secdef/info`. Undefined for a row that is no derivative. */
export function readDerivative(
  row: Row,
  { underlying, month }: { readonly underlying: ContractDescription; readonly month: string },
  names: ContractNames,
): OptionDescription | undefined {
  const conid = conidOf(row['conid'])
  const [strike, right, expiry] = [numberOf(row['strike']), rightOf(row['right']), textOf(row['maturityDate'])]
  if (conid === undefined || strike === undefined || right === undefined || expiry === undefined) return undefined
  const { symbol } = underlying
  const securityType = textOf(row['secType']) ?? ''
  const exchange = textOf(row['exchange']) ?? textOf(row['listingExchange']) ?? ''
  const optional = omitUndefined<OptionalFields>({
    currency: textOf(row['currency']),
    tradingClass: textOf(row['tradingClass']),
    multiplier: numberOf(row['multiplier']),
  })
  const terms = { maturity: expiry, strike: String(strike), right }
  return {
    conid,
    name: names.of(identityOf({ conid, symbol, securityType, exchange, ...optional, ...terms })),
    ...{ symbol, securityType, exchange, companyName: underlying.companyName, underlyingConid: underlying.conid },
    ...optional,
    ...{ month, expiry, strike, right },
  }
}

function rightOf(value: unknown): 'C' | 'P' | undefined {
  const letter = textOf(value)?.slice(0, 1).toUpperCase()
  return letter === 'C' || letter === 'P' ? letter : undefined
}

export function conidOf(value: unknown): number | undefined {
  const conid = numberOf(value)
  // IBKR writes 2147483647 where there is no conid.
  return Number.isSafeInteger(conid) && Number(conid) > 0 && conid !== 2_147_483_647 ? conid : undefined
}
