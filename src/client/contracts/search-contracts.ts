import { formatExpiry } from '../../shared/domain/contract-month.ts'
import {
  type ContractText,
  isMeant,
  isQualified,
  isSymbol,
  namesAdjustedClass,
  type OptionText,
  parseContractText,
} from '../../shared/domain/parse-contract-text.ts'
import { requireString } from '../check-arguments.ts'
import { IbkrContractError } from '../errors/contract-error.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { ContractLookup, ContractReader } from './contract-lookup.ts'
import type { ContractDescription, FindContractOptions } from './contract-types.ts'
import { futuresChain, futuresOfMonth } from './futures-chain.ts'
import {
  demandFuture,
  demandStrikes,
  exchangeOf,
  findUnderlyings,
  readStrikes,
  TYPES,
  type Underlying,
} from './option-chain.ts'
import type { OptionDescription } from './read-contract.ts'

/** Number of futures that a search for their underlying adds. */
const FUTURES = 4

/** Searches contracts that a text identifies: see `SessionSupervisor.searchContracts`. */
export async function searchContracts(
  lookup: ContractLookup,
  reader: ContractReader,
  text: string,
): Promise<readonly ContractDescription[]> {
  const parsed = parse(lookup, text)
  const found = await search(lookup, reader, parsed)
  return parsed.kind === 'symbol' || parsed.kind === 'isin' ? addFutures(lookup, reader, found, parsed) : found
}

/** Finds the one contract that a text identifies: see `SessionSupervisor.findContract`. */
export async function findContract(
  lookup: ContractLookup,
  reader: ContractReader,
  text: string,
  { exchange, currency, securityType }: FindContractOptions,
): Promise<ContractDescription> {
  const parsed = parse(lookup, text)
  const all = await search(lookup, reader, parsed, securityType)
  const exact = all.filter((contract) => isMeant(contract, parsed))
  const found = exact.filter(
    (contract) =>
      (exchange === undefined || contract.exchange === exchange) &&
      (currency === undefined || contract.currency === currency) &&
      (securityType === undefined || contract.securityType === securityType),
  )
  const listed = (contracts: readonly ContractDescription[]): string => {
    const shown = contracts.slice(0, 8).map(describe).join('; ')
    return contracts.length > 8 ? `${shown}; and ${contracts.length - 8} more` : shown
  }
  const [first, ...others] = found
  if (first !== undefined && others.length === 0) {
    if (namesAdjustedClass(first, parsed)) return first
    const advice = `Add the trading class ${first.tradingClass}, which is adjusted. Found: ${listed(found)}.`
    throw new IbkrContractError('contract-not-found', `No contract is exactly “${text}”. ${advice}`, found)
  }
  if (first !== undefined) {
    const advice = `Pass a conid, or one of the options exchange, currency and securityType. Found: ${listed(found)}.`
    throw new IbkrContractError('contract-ambiguous', `“${text}” means ${found.length} contracts. ${advice}`, found)
  }
  const near = exact.length > 0 ? exact : all
  const isNarrowed = exact.length > 0
  const reason = isNarrowed ? `No contract for “${text}” matches the options.` : `No contract is exactly “${text}”.`
  throw new IbkrContractError('contract-not-found', `${reason} Found: ${listed(near)}.`, near)
}

function describe({ name, exchange, currency, securityType, conid, tradingClass }: ContractDescription): string {
  return `${[name, exchange, currency, securityType, tradingClass].filter(Boolean).join(' ')} (conid ${conid})`
}

function parse(lookup: ContractLookup, text: unknown): Exclude<ContractText, { kind: 'invalid' }> {
  requireString(text, 'The text of a contract')
  const parsed = parseContractText(text, lookup.deps.clock.now())
  if (parsed.kind === 'invalid') throw new IbkrContractError('contract-not-found', parsed.problem)
  return parsed
}

async function search(
  lookup: ContractLookup,
  reader: ContractReader,
  text: Exclude<ContractText, { kind: 'invalid' }>,
  securityType?: string,
): Promise<readonly ContractDescription[]> {
  switch (text.kind) {
    case 'conid':
      return searchConid(lookup, reader, text)
    case 'isin': {
      const found = await lookup.search(text.isin, reader)
      if (found.length > 0) return found
      const advice = 'IBKR documents no search by ISIN. Enter the symbol or the conid.'
      throw new IbkrContractError('contract-not-found', `No contract for the ISIN ${text.isin}. ${advice}`)
    }
    case 'pair':
      return searchPair(lookup, reader, text)
    case 'symbol':
      return searchSymbol(lookup, reader, text)
    case 'future':
      return searchFuture(lookup, reader, text)
    case 'option':
      return searchOption(lookup, reader, text, securityType)
  }
}

/** Contracts with exactly this symbol, then the contract with this conid, then all others. */
async function searchConid(
  lookup: ContractLookup,
  reader: ContractReader,
  { conid, isSymbolToo }: Extract<ContractText, { kind: 'conid' }>,
): Promise<readonly ContractDescription[]> {
  const symbol = `${conid}`
  const [byConid, bySymbol] = await Promise.all([
    lookup.contract(conid, reader),
    isSymbolToo ? lookup.search(symbol, reader) : [],
  ])
  const others = bySymbol.filter((contract) => contract.symbol !== symbol && contract.conid !== conid)
  const exact = bySymbol.filter((contract) => contract.symbol === symbol)
  const isListed = byConid === undefined || exact.some((contract) => contract.conid === conid)
  const found = [...exact, ...(isListed ? [] : [byConid]), ...others]
  if (found.length > 0) return found
  throw new IbkrContractError('contract-not-found', `IBKR has no contract with the conid ${conid}. Check the number.`)
}

async function searchPair(
  lookup: ContractLookup,
  reader: ContractReader,
  { base, quote }: Extract<ContractText, { kind: 'pair' }>,
): Promise<readonly ContractDescription[]> {
  const named = (pairs: readonly ContractDescription[], symbol: string): readonly ContractDescription[] =>
    pairs.filter((pair) => pair.symbol === symbol)
  const ofBase = await lookup.pairs(base, reader)
  const found = named(ofBase, `${base}.${quote}`)
  if (found.length > 0) return found
  // IBKR lists a pair at either of its currencies, and most pairs in one direction only.
  const all = [...ofBase, ...(await lookup.pairs(quote, reader))]
  const ofQuote = named(all, `${base}.${quote}`)
  if (ofQuote.length > 0) return ofQuote.slice(0, 1)
  const reverse = named(all, `${quote}.${base}`)
  if (reverse.length > 0) return reverse.slice(0, 1)
  throw new IbkrContractError('contract-not-found', `IBKR has no pair ${base}.${quote}. Check both currencies.`)
}

async function searchSymbol(
  lookup: ContractLookup,
  reader: ContractReader,
  text: Extract<ContractText, { kind: 'symbol' }>,
): Promise<readonly ContractDescription[]> {
  const { spellings, qualified } = text
  let near: readonly ContractDescription[] = []
  for (const spelling of spellings) {
    const found = await lookup.search(spelling, reader)
    if (found.some((contract) => isSymbol(contract.symbol, spellings))) return found
    if (near.length === 0) near = found
  }
  if (qualified !== undefined) {
    const found = await lookup.search(qualified.symbol, reader)
    const matching = found.filter((contract) => isQualified(contract, text))
    if (matching.length > 0) return matching
  }
  if (near.length > 0) return near
  throw noContract(spellings[0])
}

function noContract(text: string): IbkrContractError {
  const advice = 'Check the spelling of the symbol, or enter the conid.'
  return new IbkrContractError('contract-not-found', `No contract for “${text}”. ${advice}`)
}

async function searchFuture(
  lookup: ContractLookup,
  reader: ContractReader,
  text: Extract<ContractText, { kind: 'future' }>,
): Promise<readonly ContractDescription[]> {
  const { asSymbol, symbol } = text
  const found = asSymbol === undefined ? [] : await lookup.search(asSymbol, reader)
  const exact = found.filter((contract) => isSymbol(contract.symbol, [asSymbol ?? '']))
  if (exact.length > 0) return exact
  const futures = await lookup.futures(symbol, undefined, reader)
  if (futures.length > 0) {
    const ofMonth = await futuresOfMonth(lookup, reader, text)
    const wanted = ofMonth.filter((future) => hasQualifiers(future, text.qualifiers))
    if (wanted.length > 0) return wanted
    throw notAmong(ofMonth, text.qualifiers ?? [])
  }
  if (asSymbol !== undefined) throw noContract(asSymbol)
  const underlyings = (await lookup.search(symbol, reader)).filter((contract) => isSymbol(contract.symbol, [symbol]))
  if (underlyings.length === 0) throw noContract(symbol)
  const expiry = formatExpiry(text.day ?? text.month)
  const hasOptions = underlyings.some(({ derivatives }) =>
    derivatives?.some(({ securityType }) => securityType === 'OPT'),
  )
  const advice = hasOptions
    ? `For an option, add strike and right: ${symbol} ${expiry} 100 C.`
    : 'Enter only the symbol.'
  throw new IbkrContractError('contract-not-found', `IBKR lists no futures of ${symbol}. ${advice}`, underlyings)
}

/** Searches an option of every underlying with the symbol, so that two contracts with the same terms are ambiguous. */
async function searchOption(
  lookup: ContractLookup,
  reader: ContractReader,
  text: OptionText,
  securityType?: string,
): Promise<readonly ContractDescription[]> {
  const { symbol, month, day } = text
  demandFuture(lookup, symbol, day ?? month)
  const type = TYPES.find((each) => each === securityType)
  const underlyings = await findUnderlyings(lookup, reader, symbol, type)
  // Warrants may have the terms of an option, which is what a text means.
  const options = underlyings.filter((each) => each.securityType !== 'WAR')
  const searched = options.length > 0 ? options : underlyings
  const ofMonth = searched.filter(({ derivatives }) => derivatives.months.includes(month))
  const found: ContractDescription[] = []
  const problems: IbkrContractError[] = []
  for (const underlying of ofMonth.length > 0 ? ofMonth : searched) {
    try {
      found.push(...(await searchOptionOf(lookup, reader, text, underlying)))
    } catch (error) {
      if (!IbkrContractError.is(error, 'contract-not-found')) throw error
      problems.push(error)
    }
  }
  if (found.length > 0) return found
  const messages = new Set(problems.map(({ message }) => message))
  const near = problems.flatMap(({ candidates }) => candidates)
  throw new IbkrContractError('contract-not-found', [...messages].join(' '), near)
}

async function searchOptionOf(
  lookup: ContractLookup,
  reader: ContractReader,
  text: OptionText,
  { contract, derivatives, securityType }: Underlying,
): Promise<readonly ContractDescription[]> {
  const { symbol, month, day, strike, right, multiplier, qualifiers, root } = text
  const about = { underlying: contract, securityType, exchange: exchangeOf(derivatives), month }
  const listed = await readStrikes(lookup, reader, about, derivatives)
  demandStrikes(listed[right], [strike], about)
  let found = lookup.cachedOptions(about, strike, right)
  if (found === undefined) {
    found = (await lookup.options(about, { strike, right }, reader)).filter(
      (option) => option.strike === strike && option.right === right,
    )
    if (found.length > 0) lookup.cacheOptions(about, strike, right, found)
  }
  const ofDay = optionsOfDay(found, text, contract)
  if (ofDay.length === 0) {
    const days = [...new Set(found.map(({ expiry }) => formatExpiry(expiry)))].join(', ')
    const name = `${symbol} ${formatExpiry(day ?? month)} ${strike} ${right}`
    const advice = days === '' ? 'Try another strike or month.' : `With this strike, options expire on ${days}.`
    throw new IbkrContractError('contract-not-found', `IBKR lists no option ${name}. ${advice}`, found)
  }
  // IBKR states one exchange of an option, which may trade at all exchanges of its underlying's options.
  const classes = qualifiers?.filter((each) => !derivatives.exchanges.includes(each))
  const isWanted = (option: ContractDescription): boolean =>
    hasQualifiers(option, classes) &&
    (root === undefined || option.tradingClass?.toUpperCase() === root) &&
    (multiplier === undefined || option.multiplier === multiplier)
  const wanted = ofDay.filter(isWanted)
  if (wanted.length > 0) return wanted
  // Options on an index that are settled in the morning end trading on the day before.
  const near = found.some(isWanted) ? found.filter(isWanted) : ofDay
  throw notAmong(near, [
    ...(root === undefined ? [] : [root]),
    ...(classes ?? []),
    ...(multiplier === undefined ? [] : [`x${multiplier}`]),
  ])
}

/**
 * Returns the options of the day that a text names. The symbol of an option at its exchange contains the day of
 * settlement. A class of an index that is settled in the morning ends trading one day earlier. It has only monthly
 * options, unlike classes with an option on every day.
 */
function optionsOfDay(
  found: readonly OptionDescription[],
  { day, root }: OptionText,
  underlying: ContractDescription,
): readonly OptionDescription[] {
  const ofDay = found.filter(({ expiry }) => day === undefined || expiry === day)
  if (day === undefined || root === undefined || underlying.securityType !== 'IND') return ofDay
  const ofClass = found.filter(({ tradingClass }) => tradingClass?.toUpperCase() === root)
  const isMonthly = new Set(ofClass.map(({ expiry }) => expiry)).size === 1
  return isMonthly && ofClass.every(({ expiry }) => expiry === dayBefore(day)) ? ofClass : ofDay
}

function dayBefore(day: string): string {
  const [year, month, date] = [day.slice(0, 4), day.slice(4, 6), day.slice(6)].map(Number)
  return new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, (date ?? 0) - 1)).toISOString().slice(0, 10).replaceAll('-', '')
}

/** Reports whether a contract has each trading class or exchange that a text names. */
const hasQualifiers = (
  { exchange, tradingClass }: ContractDescription,
  qualifiers: readonly string[] | undefined = [],
): boolean => qualifiers.every((each) => each === tradingClass?.toUpperCase() || each === exchange.toUpperCase())

/** Creates the error for a trading class or exchange that no contract has. It must not be ignored. */
function notAmong(near: readonly ContractDescription[], qualifiers: readonly string[]): IbkrContractError {
  const names = near.slice(0, 8).map(describe).join('; ')
  return new IbkrContractError(
    'contract-not-found',
    `No contract matches ${qualifiers.join(' ')} (trading class, exchange or multiplier). Found: ${names}.`,
    near,
  )
}

/** Adds the nearest futures of an underlying, which IBKR's search does not list. */
async function addFutures(
  lookup: ContractLookup,
  reader: ContractReader,
  found: readonly ContractDescription[],
  text: Extract<ContractText, { kind: 'symbol' | 'isin' }>,
): Promise<readonly ContractDescription[]> {
  const underlying = found.find(
    (contract) => isMeant(contract, text) && contract.derivatives?.some(({ securityType }) => securityType === 'FUT'),
  )
  if (underlying === undefined) return found
  try {
    return [...found, ...(await futuresChain(lookup, reader, underlying.symbol, { count: FUTURES }))]
  } catch (error) {
    if (IbkrError.is(error, 'contract-not-found')) return found
    throw error
  }
}
