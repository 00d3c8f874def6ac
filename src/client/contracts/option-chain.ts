import { formatExpiry } from '../../shared/domain/contract-month.ts'
import { isSymbol } from '../../shared/domain/parse-contract-text.ts'
import { IbkrContractError } from '../errors/contract-error.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import {
  type ContractLookup,
  type ContractReader,
  type ListedStrikes,
  type OptionMonth,
  onlyResponse,
} from './contract-lookup.ts'
import type { ContractDescription, Derivatives, OptionChain, OptionChainOptions } from './contract-types.ts'
import { symbolOf } from './futures-chain.ts'
import { inOrder } from './in-order.ts'
import type { OptionDescription } from './read-contract.ts'

const EACH = 10
/** Number of strikes above which one request for all of them is tried first. */
const FEW_STRIKES = 2
export const TYPES = ['OPT', 'FOP', 'WAR'] as const

/** Opens an option chain: see `SessionSupervisor.optionChain`. */
export async function optionChain(
  lookup: ContractLookup,
  reader: ContractReader,
  underlying: string | number,
  options: OptionChainOptions,
): Promise<OptionChain> {
  const { expiry, exchange } = options
  const [found] = await findUnderlyings(lookup, reader, underlying, options.securityType)
  const { contract, derivatives, securityType } = found
  if (expiry !== undefined) demandFuture(lookup, contract.symbol, expiry)
  const month = expiry?.slice(0, 6) ?? derivatives.months[0] ?? ''
  const about: OptionMonth = {
    underlying: contract,
    securityType,
    exchange: exchange ?? exchangeOf(derivatives),
    month,
  }
  const listed = await readStrikes(lookup, reader, about, derivatives)
  const all = [...new Set([...listed.C, ...listed.P])].sort((one, other) => one - other)
  const strikes = options.strikes === undefined ? around(all, options) : demandStrikes(all, options.strikes, about)
  return {
    ...{ underlying: contract, securityType, month, months: derivatives.months },
    ...{ strikes, listedStrikes: all },
    async *contracts() {
      const { right, tradingClass } = options
      const day = expiry?.length === 8 ? expiry : undefined
      const terms = nearestFirst(strikes, options.around).flatMap((strike) =>
        (['C', 'P'] as const)
          .filter((each) => (right ?? each) === each && listed[each].includes(strike))
          .map((each) => ({ strike, right: each })),
      )
      for await (const option of readOptions(lookup, reader, about, terms)) {
        const isWanted = day === undefined || option.expiry === day
        if (isWanted && (tradingClass === undefined || option.tradingClass === tradingClass)) yield option
      }
    },
  }
}

/** A contract with its options of one type. */
export interface Underlying {
  readonly contract: ContractDescription
  readonly derivatives: Derivatives
  readonly securityType: OptionMonth['securityType']
}

/**
 * Finds the contracts that options are based on, by symbol or conid, each with its derivatives of one type. A symbol may
 * have several: `CL` is a stock with options, and crude oil with options on its futures. Options are first.
 */
export async function findUnderlyings(
  lookup: ContractLookup,
  reader: ContractReader,
  underlying: string | number,
  securityType?: OptionMonth['securityType'],
): Promise<readonly [Underlying, ...Underlying[]]> {
  let symbol: string
  if (typeof underlying === 'number') {
    if (!Number.isSafeInteger(underlying) || underlying <= 0) {
      throw new IbkrError('config-invalid', 'The conid of an underlying is a whole number above 0.')
    }
    const contract = await lookup.contract(underlying, reader)
    if (contract === undefined) {
      throw new IbkrContractError('contract-not-found', `IBKR has no contract with the conid ${underlying}.`)
    }
    // The search lists a pair by its first currency.
    symbol = contract.securityType === 'CASH' ? contract.symbol.slice(0, 3) : contract.symbol
  } else symbol = symbolOf(underlying)
  const found = await lookup.search(symbol, reader)
  const exact = found.filter((each) =>
    typeof underlying === 'number' ? each.conid === underlying : isSymbol(each.symbol, [symbol]),
  )
  if (exact.length === 0) {
    throw new IbkrContractError('contract-not-found', `IBKR has no contract with the symbol ${symbol}.`, found)
  }
  const [first, ...others] = (securityType === undefined ? TYPES : [securityType]).flatMap((type) =>
    exact.flatMap((contract) =>
      (contract.derivatives ?? [])
        .filter((each) => each.securityType === type && each.months.length > 0)
        .map((derivatives): Underlying => ({ contract, derivatives, securityType: type })),
    ),
  )
  if (first !== undefined) return [first, ...others]
  const what = securityType === undefined ? 'options' : `derivatives of the type ${securityType}`
  throw new IbkrContractError('contract-not-found', `IBKR lists no ${what} of ${symbol}.`, exact)
}

/** Returns the exchange for requests of options. Options on futures have no smart routing. */
export const exchangeOf = ({ exchanges }: Derivatives): string =>
  exchanges.includes('SMART') || exchanges[0] === undefined ? 'SMART' : exchanges[0]

/** Throws for a month or day that is over. */
export function demandFuture(lookup: ContractLookup, symbol: string, expiry: string): void {
  if (expiry >= lookup.today().slice(0, expiry.length)) return
  const advice = 'IBKR lists only contracts that have not expired.'
  throw new IbkrContractError(
    'contract-expired',
    `${symbol} options of ${formatExpiry(expiry)} have expired. ${advice}`,
  )
}

/** Reads the strikes of a month, and throws if there are none. */
export async function readStrikes(
  lookup: ContractLookup,
  reader: ContractReader,
  about: OptionMonth,
  derivatives: Derivatives,
): Promise<ListedStrikes> {
  const listed = await lookup.strikes(about, reader)
  if (listed.C.length + listed.P.length > 0) return listed
  const months = derivatives.months.map((month) => formatExpiry(month)).join(', ')
  const advice = derivatives.months.includes(about.month) ? 'Try again later.' : `IBKR lists ${months}.`
  const name = `${about.underlying.symbol} options of ${formatExpiry(about.month)}`
  throw new IbkrContractError('contract-not-found', `IBKR lists no strikes for ${name}. ${advice}`)
}

/** Throws if a strike is not listed. The message names its neighbours. */
export function demandStrikes(
  listed: readonly number[],
  wanted: readonly number[],
  { underlying, month }: Pick<OptionMonth, 'underlying' | 'month'>,
): readonly number[] {
  for (const strike of wanted) {
    if (listed.includes(strike)) continue
    const neighbours = [listed.findLast((each) => each < strike), listed.find((each) => each > strike)]
    const nearest = neighbours.filter((each) => each !== undefined).join(' and ')
    const message = `${underlying.symbol} has no strike ${strike} in ${formatExpiry(month)}. The nearest: ${nearest}.`
    throw new IbkrContractError('contract-not-found', message)
  }
  return [...new Set(wanted)].sort((one, other) => one - other)
}

function around(listed: readonly number[], { around: price, each = EACH }: OptionChainOptions): readonly number[] {
  const middle = listed.indexOf(nearestFirst(listed, price)[0] ?? 0)
  return listed.slice(Math.max(0, middle - each), middle + each + 1)
}

/** Sorts strikes by their distance to a price; default: to the middle strike. */
function nearestFirst(
  strikes: readonly number[],
  price = strikes[Math.floor(strikes.length / 2)] ?? 0,
): readonly number[] {
  return [...strikes].sort((one, other) => Math.abs(one - price) - Math.abs(other - price))
}

interface Terms {
  readonly strike: number
  readonly right: 'C' | 'P'
}

/** Reads contracts in the sequence of the terms. Terms that are cached need no request. */
async function* readOptions(
  lookup: ContractLookup,
  reader: ContractReader,
  about: OptionMonth,
  terms: readonly Terms[],
): AsyncGenerator<OptionDescription, void, undefined> {
  const missing: Terms[] = []
  for (const each of terms) {
    const cached = lookup.cachedOptions(about, each.strike, each.right)
    if (cached === undefined) missing.push(each)
    else yield* cached
  }
  const unlisted: Terms[] = []
  for await (const { each, found } of readMissing(lookup, reader, about, missing)) {
    if (found.length === 0) unlisted.push(each)
    else lookup.cacheOptions(about, each.strike, each.right, found)
    yield* found
  }
  if (unlisted.length === 0) return
  // An empty response may mean that the brokerage session ended after the search. So search once more, then read again.
  await lookup.searchAgain(about, reader)
  const again = unlisted.map((each) => async (signal: AbortSignal) => {
    const found = await lookup.options(about, each, { ...reader, signal })
    return { each, found: found.filter((option) => isOf(option, each)) }
  })
  for await (const { each, found } of inOrder(again, reader.signal)) {
    // A contract may be missing only for a moment, so that an empty response is not remembered.
    if (found.length > 0) lookup.cacheOptions(about, each.strike, each.right, found)
    yield* found
  }
}

/** The contracts of one strike and right. */
interface Found {
  readonly each: Terms
  readonly found: readonly OptionDescription[]
}

/**
 * Reads contracts with as few requests as IBKR allows. Asks once for all strikes, which is not documented, and compares
 * the response with documented requests for three of them, because it may omit weeklies or strikes. Then asks for both rights of a strike, which
 * is not documented either, and compares again. Otherwise each strike and right has its own request.
 */
async function* readMissing(
  lookup: ContractLookup,
  reader: ContractReader,
  about: OptionMonth,
  missing: readonly Terms[],
): AsyncGenerator<Found, void, undefined> {
  const [first] = missing
  if (first === undefined) return
  const strikes = new Set(missing.map(({ strike }) => strike))
  // After the end of IBKR's session, it may also refuse. The caller then searches and asks again.
  const compared = new Map<Terms, readonly OptionDescription[]>()
  const single =
    (each: Terms) =>
    async (signal: AbortSignal): Promise<readonly Found[]> => {
      const known = compared.get(each)
      const found = known ?? (await lookup.options(about, each, { ...reader, signal }).catch(onlyResponse)) ?? []
      return [{ each, found: found.filter((option) => isOf(option, each)) }]
    }
  if (strikes.size <= FEW_STRIKES) {
    for await (const found of inOrder(missing.map(single), reader.signal)) yield* found
    return
  }
  const compare = async (all: readonly OptionDescription[], each: Terms): Promise<boolean> =>
    includes(all, compared.get(each) ?? (await readToCompare(each)))
  const readToCompare = async (each: Terms): Promise<readonly OptionDescription[]> => {
    const found = (await lookup.options(about, each, reader).catch(onlyResponse)) ?? []
    compared.set(each, found)
    return found
  }
  const [all = []] = await Promise.all([
    lookup.options(about, { strike: 0 }, reader).catch(onlyResponse),
    readToCompare(first),
  ])
  // A response for all strikes may also end early, or be complete only near the price.
  const [middle = first, last = first] = [missing[Math.floor(missing.length / 2)], missing.at(-1)]
  const isComplete =
    (await compare(all, first)) && (await Promise.all([middle, last].map((each) => compare(all, each)))).every(Boolean)
  if (isComplete) {
    yield* split(all, missing)
    return
  }
  const known = compared.get(first) ?? []
  const wantsBoth = missing.length > strikes.size
  const both = (wantsBoth && (await lookup.options(about, { strike: first.strike }, reader).catch(onlyResponse))) || []
  const isBoth = includes(both, known) && both.some(({ right }) => right !== first.right)
  const ofFirst = missing.filter(({ strike }) => strike === first.strike)
  if (isBoth) yield* split(both, ofFirst)
  else yield { each: first, found: known.filter((option) => isOf(option, first)) }
  const rest = isBoth ? missing.filter((each) => !ofFirst.includes(each)) : missing.slice(1)
  const perStrike = [...new Set(rest.map(({ strike }) => strike))].map((strike) => async (signal: AbortSignal) => {
    const found = (await lookup.options(about, { strike }, { ...reader, signal }).catch(onlyResponse)) ?? []
    return split(
      found,
      rest.filter((each) => each.strike === strike),
    )
  })
  for await (const found of inOrder(isBoth ? perStrike : rest.map(single), reader.signal)) yield* found
}

const isOf = (option: OptionDescription, { strike, right }: Terms): boolean =>
  option.strike === strike && option.right === right

const split = (options: readonly OptionDescription[], terms: readonly Terms[]): readonly Found[] =>
  terms.map((each) => ({ each, found: options.filter((option) => isOf(option, each)) }))

/** Reports whether a response contains every contract of a documented one, which has some. */
function includes(all: readonly OptionDescription[], known: readonly OptionDescription[]): boolean {
  const conids = new Set(all.map(({ conid }) => conid))
  return known.length > 0 && known.every(({ conid }) => conids.has(conid))
}
