import { formatExpiry } from '../../shared/domain/contract-month.ts'
import { requireString } from '../check-arguments.ts'
import { IbkrContractError } from '../errors/contract-error.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { ContractLookup, ContractReader, ListedFuture } from './contract-lookup.ts'
import type { ContractDescription, FuturesChainOptions } from './contract-types.ts'
import { inOrder } from './in-order.ts'

const COUNT = 8

/** Reads the futures of a symbol: see `SessionSupervisor.futuresChain`. */
export async function futuresChain(
  lookup: ContractLookup,
  reader: ContractReader,
  symbol: string,
  { exchange, count = COUNT }: FuturesChainOptions,
): Promise<readonly ContractDescription[]> {
  const wanted = symbolOf(symbol)
  const listed = await lookup.futures(wanted, exchange, reader)
  if (listed.length === 0) throw noFutures(wanted, exchange)
  return describeFutures(lookup, reader, listed.slice(0, count))
}

/** Reads the futures of one contract month. Several exchanges may each have one. */
export async function futuresOfMonth(
  lookup: ContractLookup,
  reader: ContractReader,
  { symbol, month, day }: { readonly symbol: string; readonly month: string; readonly day?: string },
): Promise<readonly ContractDescription[]> {
  const listed = await lookup.futures(symbol, undefined, reader)
  if (listed.length === 0) throw noFutures(symbol)
  // Crude oil ends trading in the month before its contract month, and some financial futures after it.
  const near = listed.filter(({ lastDay }) => Math.abs(monthsBetween(lastDay.slice(0, 6), month)) <= 2)
  const futures = await describeFutures(lookup, reader, near)
  const found = futures.filter((future) =>
    day === undefined ? (future.month ?? future.expiry?.slice(0, 6)) === month : future.expiry === day,
  )
  if (found.length > 0) return found
  const name = `${symbol} ${formatExpiry(month)}`
  const next = await describeFutures(lookup, reader, listed.slice(0, 4))
  const others = `IBKR lists ${next.map((future) => future.name).join(', ')}${listed.length > 4 ? ' and later months' : ''}.`
  if (month < lookup.today().slice(0, 6)) {
    throw new IbkrContractError('contract-expired', `${name} has expired. ${others}`, next)
  }
  throw new IbkrContractError('contract-not-found', `IBKR lists no future ${name}. ${others}`, next)
}

async function describeFutures(
  lookup: ContractLookup,
  reader: ContractReader,
  listed: readonly ListedFuture[],
): Promise<readonly ContractDescription[]> {
  const found: ContractDescription[] = []
  const reads = listed.map(
    ({ conid }) =>
      (signal: AbortSignal) =>
        lookup.contract(conid, { ...reader, signal }),
  )
  for await (const contract of inOrder(reads, reader.signal)) if (contract !== undefined) found.push(contract)
  return found
}

function noFutures(symbol: string, exchange?: string): IbkrContractError {
  const where = exchange === undefined ? '' : ` at ${exchange}`
  const advice = 'Enter the symbol of the underlying as IBKR writes it, such as ES.'
  return new IbkrContractError('contract-not-found', `IBKR lists no futures of ${symbol}${where}. ${advice}`)
}

const monthsBetween = (one: string, other: string): number => monthNumber(one) - monthNumber(other)
const monthNumber = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(4, 6))

export function symbolOf(symbol: unknown): string {
  requireString(symbol, 'A symbol')
  const wanted = symbol.trim().toUpperCase()
  if (wanted === '' || wanted.length > 40) throw new IbkrError('config-invalid', 'A symbol has 1 to 40 characters.')
  return wanted
}
