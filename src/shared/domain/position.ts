import { type ContractNames, contractDetails } from './contract-name.ts'
import { parseContractText } from './parse-contract-text.ts'
import { numberOf, omitUndefined, rowOf, textOf } from './read-value.ts'

/** The position of an account in one contract. Amounts are in the currency of the contract. */
export interface Position {
  readonly account: string
  readonly conid: number
  /** IBKR's description: `AAPL`, `ES       DEC2026`, `AAPL   JAN2027 250 C [AAPL  270115C00250000 100]`. */
  readonly symbol: string
  /** Number of contracts: negative for a short position, 0 for a position that was closed today. */
  readonly quantity: number
  readonly currency?: string
  readonly assetClass?: string
  readonly averagePrice?: number
  readonly averageCost?: number
  readonly marketPrice?: number
  readonly marketValue?: number
  readonly unrealized?: number
  readonly realized?: number
}

/** A position with the name of its contract. */
export interface NamedPosition extends Position {
  /** The name that the session has for the contract, otherwise one that follows from IBKR's description. */
  readonly contractName: string
}

/** Identifies a position among those of all accounts. */
export const positionKey = ({ account, conid }: Pick<Position, 'account' | 'conid'>): string => `${account} ${conid}`

/** Names the contract of a position like those of orders: `AAPL 15JAN27 250 C`, `ES DEC26`. Pure. */
export function namePosition(position: Position, names: ContractNames): NamedPosition {
  const known = names.of({ conid: position.conid })
  const isKnown = known !== '' && !known.includes('#')
  return { ...position, contractName: isKnown ? known : (readDescription(position) ?? known) }
}

function readDescription({ symbol: text, assetClass }: Position): string | undefined {
  if (text === '') return undefined
  // The description of a derivative has complete years, for which the time is not needed.
  const parsed = /^(?:OPT|FOP|WAR|FUT)$/.test(assetClass ?? '') ? parseContractText(text, 0) : undefined
  const shortened = text.replaceAll(/\s+/g, ' ').trim()
  if (parsed?.kind !== 'option' && parsed?.kind !== 'future') return shortened
  const { symbol, month, day } = parsed
  const terms =
    parsed.kind === 'option'
      ? { strike: String(parsed.strike), right: parsed.right, tradingClass: parsed.root, multiplier: parsed.multiplier }
      : { month }
  const details = contractDetails({ conid: 0, symbol, securityType: assetClass, maturity: day ?? month, ...terms })
  return details === undefined ? shortened : `${symbol} ${details}`
}

/** Reads one row of `GET portfolio2/{accountId}/positions`, or of the older operation with different keys. Pure. */
export function readPosition(account: string, value: unknown): Position | undefined {
  const row = rowOf(value)
  const [conid, quantity] = [numberOf(row?.['conid']), numberOf(row?.['position'])]
  if (row === undefined || conid === undefined || quantity === undefined) return undefined
  const symbol = textOf(row['description'] ?? row['contractDesc']) ?? ''
  return {
    account,
    conid,
    symbol,
    quantity,
    ...omitUndefined<Omit<Position, 'account' | 'conid' | 'symbol' | 'quantity'>>({
      currency: textOf(row['currency']),
      assetClass: textOf(row['assetClass'] ?? row['secType']),
      averagePrice: numberOf(row['avgPrice']),
      averageCost: numberOf(row['avgCost']),
      marketPrice: numberOf(row['marketPrice'] ?? row['mktPrice']),
      marketValue: numberOf(row['marketValue'] ?? row['mktValue']),
      unrealized: numberOf(row['unrealizedPnl']),
      realized: numberOf(row['realizedPnl']),
    }),
  }
}
