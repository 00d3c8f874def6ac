import { contractDefaults } from '../contracts/contract.ts'
import { type ComboLeg, findStockByConid, type Instrument } from './instruments.ts'

/** Conid that represents a combo in USD. IBKR's description of streams also has 0. */
const spreadConid = 28_812_380
const maxLegs = 6
const largestRatio = 100

/**
 * Parses `28812380;;;leg1/1,leg2/-1`. Returns undefined if the string is not a combo of known stocks. In a stream,
 * `28812380` may be 0.
 */
export function parseCombo(conidex: string, mayOmitConid = false): Instrument | undefined {
  const [, conid, list = ''] = /^(\d+)(?:@SMART)?;;;([\d/,-]+)$/.exec(conidex) ?? []
  if (Number(conid) !== spreadConid && !(mayOmitConid && conid === '0')) return undefined
  const texts = list.split(',')
  const legs = texts.flatMap((text) => readLeg(text) ?? [])
  const conids = new Set(legs.map(({ instrument }) => instrument.conid))
  if (legs.length !== texts.length || conids.size !== legs.length || legs.length < 2 || legs.length > maxLegs) {
    return undefined
  }
  const symbol = legs.map(({ instrument }) => instrument.symbol).join('-')
  return {
    ...contractDefaults,
    conid: spreadConid,
    conidex: `${spreadConid};;;${legs.map(({ instrument, ratio }) => `${instrument.conid}/${ratio}`).join(',')}`,
    symbol,
    secType: 'BAG',
    companyName: legs.map(({ instrument, ratio }) => `${ratio} ${instrument.symbol}`).join(', '),
    listingExchange: 'SMART',
    exchanges: ['SMART'],
    localSymbol: symbol,
    tradingClass: 'COMB',
    availability: 'RpB',
    pricing: { kind: 'combo', legs },
  }
}

function readLeg(text: string): ComboLeg | undefined {
  const [, conid, digits] = /^(\d+)\/(-?\d+)$/.exec(text) ?? []
  const instrument = findStockByConid(Number(conid))
  const ratio = Number(digits)
  if (instrument === undefined || ratio === 0 || Math.abs(ratio) > largestRatio) return undefined
  return { instrument, ratio }
}
