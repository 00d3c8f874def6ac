import { type ComboLeg, findInstrumentByConid, type Instrument } from './instruments.ts'

/** Conid that represents a combo in USD. */
const spreadConid = 28_812_380
const maxLegs = 6
const largestRatio = 100

/** Parses `28812380;;;leg1/1,leg2/-1`. Returns undefined if the string is not a combo of known instruments. */
export function parseCombo(conidex: string): Instrument | undefined {
  const [, conid, list = ''] = /^(\d+)(?:@SMART)?;;;([\d/,-]+)$/.exec(conidex) ?? []
  if (Number(conid) !== spreadConid) return undefined
  const texts = list.split(',')
  const legs = texts.flatMap((text) => readLeg(text) ?? [])
  const conids = new Set(legs.map(({ instrument }) => instrument.conid))
  if (legs.length !== texts.length || conids.size !== legs.length || legs.length < 2 || legs.length > maxLegs) {
    return undefined
  }
  return {
    conid: spreadConid,
    conidex: `${spreadConid};;;${legs.map(({ instrument, ratio }) => `${instrument.conid}/${ratio}`).join(',')}`,
    legs,
    symbol: legs.map(({ instrument }) => instrument.symbol).join('-'),
    companyName: legs.map(({ instrument, ratio }) => `${ratio} ${instrument.symbol}`).join(', '),
    kind: 'COMBO',
    listingExchange: 'SMART',
    industry: '',
    category: '',
    sector: '',
    close: 0,
    volatility: 0,
    averageVolume: 0,
    availability: 'RpB',
  }
}

function readLeg(text: string): ComboLeg | undefined {
  const [, conid, digits] = /^(\d+)\/(-?\d+)$/.exec(text) ?? []
  const instrument = findInstrumentByConid(Number(conid))
  const ratio = Number(digits)
  if (instrument === undefined || ratio === 0 || Math.abs(ratio) > largestRatio) return undefined
  return { instrument, ratio }
}
