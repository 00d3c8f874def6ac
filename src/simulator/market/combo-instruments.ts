import { contractDefaults, type SecurityType } from '../contracts/contract.ts'
import { describeContract } from '../contracts/describe-contract.ts'
import { findInstrument } from '../contracts/find-instrument.ts'
import { findSpreadCurrency, findSpreadId } from '../contracts/spread-ids.ts'
import type { ComboLeg, Instrument } from './instruments.ts'

/** Largest number of legs and largest ratio. Both are limits of the simulator: IBKR documents none. */
const [maxLegs, largestRatio] = [6, 100]
/** Kinds of contracts that can be legs. */
const legTypes: ReadonlySet<SecurityType> = new Set(['STK', 'OPT', 'FUT', 'FOP'])

/** The result of parsing the id of a combo. */
export type ParsedCombo =
  | { readonly kind: 'combo'; readonly instrument: Instrument }
  /** The spread id or a leg is not a known contract. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * Parses `28812380;;;leg1/1,leg2/-1`. Returns undefined if the text is not the id of a combo.
 * @param mayOmitSpreadId whether the spread id may be 0, as in a stream
 */
export function parseCombo(conidex: string, mayOmitSpreadId = false): ParsedCombo | undefined {
  const [, digits, exchange, list] = /^(\d+)(?:@(\w+))?;;;(.*)$/.exec(conidex) ?? []
  if (digits === undefined || list === undefined) return undefined
  const isOmitted = mayOmitSpreadId && digits === '0'
  if (!isOmitted && findSpreadCurrency(Number(digits)) === undefined) return { kind: 'unknown' }
  const legs: Leg[] = []
  for (const text of list.split(',')) {
    const leg = readLeg(text)
    if (leg.kind !== 'leg') return leg
    legs.push(leg)
  }
  const reason = findFault(legs, isOmitted ? undefined : Number(digits), exchange)
  return reason === undefined ? { kind: 'combo', instrument: createCombo(legs, exchange) } : { kind: 'refused', reason }
}

interface Leg {
  readonly kind: 'leg'
  readonly instrument: Instrument
  readonly ratio: number
}

function readLeg(text: string): Leg | Exclude<ParsedCombo, { readonly kind: 'combo' }> {
  const [, conid, digits = ''] = /^(\d+)\/([^/]*)$/.exec(text) ?? []
  if (conid === undefined) return { kind: 'refused', reason: `A leg of a combo is CONID/RATIO, not ${text}` }
  const ratio = Number(digits)
  if (!/^-?\d+$/.test(digits) || ratio === 0 || Math.abs(ratio) > largestRatio) {
    const reason = `The ratio of leg ${conid} must be a whole number from 1 to ${largestRatio}, or from -${largestRatio} to -1 to sell: ${digits}`
    return { kind: 'refused', reason }
  }
  const instrument = findInstrument(Number(conid))
  return instrument === undefined ? { kind: 'unknown' } : { kind: 'leg', instrument, ratio }
}

/** Returns why contracts cannot form a combo, undefined if they can. */
function findFault(legs: readonly Leg[], spreadId: number | undefined, exchange: string | undefined) {
  const conids = legs.map(({ instrument }) => instrument.conid)
  const twice = conids.find((conid, at) => conids.indexOf(conid) !== at)
  if (twice !== undefined) return `Leg ${twice} is in the combo twice`
  if (legs.length < 2) return 'A combo has at least two legs'
  if (legs.length > maxLegs) return `A combo has at most ${maxLegs} legs in the simulator, not ${legs.length}`
  const wrong = legs.find(({ instrument }) => !legTypes.has(instrument.secType))
  if (wrong !== undefined)
    return `${wrong.instrument.localSymbol} (${wrong.instrument.secType}) cannot be a leg of a combo`
  const currencies = [...new Set(legs.map(({ instrument }) => instrument.currency))]
  const [currency = ''] = currencies
  if (currencies.length > 1) return `The legs of a combo need the same currency, not ${currencies.join(' and ')}`
  const right = findSpreadId(currency)
  if (right === undefined) return `IBKR has no spread id for ${currency}`
  if (spreadId !== undefined && spreadId !== right) {
    return `${spreadId} is the spread id of ${findSpreadCurrency(spreadId)}; that of ${currency} is ${right}`
  }
  if (exchange === undefined) {
    return currency === 'USD'
      ? undefined
      : `A combo in ${currency} needs its exchange after the spread id: ${right}@EXCHANGE`
  }
  const isListed = legs.every(({ instrument }) => instrument.exchanges.includes(exchange))
  return isListed ? undefined : `A leg of the combo is not traded on ${exchange}`
}

function createCombo(parsed: readonly Leg[], exchange: string | undefined): Instrument {
  const [first] = parsed
  if (first === undefined) throw new Error('A combo has legs')
  const { currency, priceMagnifier } = first.instrument
  const multipliers = parsed.flatMap(({ instrument }) => instrument.multiplier ?? [])
  const multiplier = multipliers.length === 0 ? undefined : Math.max(...multipliers)
  // If shares and contracts are mixed, the price is that of one share, and the combo has the multiplier of the contracts.
  const unitsOf = (instrument: Pick<Instrument, 'multiplier' | 'priceMagnifier'>) =>
    (instrument.multiplier ?? 1) / instrument.priceMagnifier
  const units = unitsOf({ multiplier, priceMagnifier })
  const legs = parsed.map(
    ({ instrument, ratio }): ComboLeg => ({
      instrument,
      ratio,
      priceFactor: (ratio * unitsOf(instrument)) / units,
    }),
  )
  const conid = findSpreadId(currency) ?? 0
  const venue = exchange === undefined || exchange === 'SMART' ? '' : `@${exchange}`
  const symbol = [...new Set(legs.map(({ instrument }) => instrument.symbol))].join('-')
  return {
    ...contractDefaults,
    ...{ conid, symbol, currency, multiplier, priceMagnifier },
    conidex: `${conid}${venue};;;${legs.map(({ instrument, ratio }) => `${instrument.conid}/${ratio}`).join(',')}`,
    secType: 'BAG',
    companyName: legs.map(({ instrument, ratio }) => `${ratio} ${describeContract(instrument)}`).join(', '),
    listingExchange: exchange ?? 'SMART',
    exchanges: [exchange ?? 'SMART'],
    localSymbol: symbol,
    tradingClass: 'COMB',
    availability: 'RpB',
    pricing: { kind: 'combo', legs },
  }
}
