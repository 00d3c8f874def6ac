import { type Instrument, instrumentByConid } from './instruments.ts'
import type { Quote } from './market.ts'

/** One instrument of a combo. */
export interface ComboLeg {
  readonly instrument: Instrument
  /** Shares for one combo: positive bought, negative sold when the combo is bought. */
  readonly ratio: number
}

/** Contract id that stands for a combo in USD. */
const spreadConid = 28_812_380
const mostLegs = 6
const largestRatio = 100

/** Reads `28812380;;;leg1/1,leg2/-1`; undefined where it is no combo of instruments of the market. */
export function comboOf(conidex: string): Instrument | undefined {
  const [, conid, list = ''] = /^(\d+)(?:@SMART)?;;;([\d/,-]+)$/.exec(conidex) ?? []
  if (Number(conid) !== spreadConid) return undefined
  const texts = list.split(',')
  const legs = texts.flatMap((text) => readLeg(text) ?? [])
  const conids = new Set(legs.map(({ instrument }) => instrument.conid))
  if (legs.length !== texts.length || conids.size !== legs.length || legs.length < 2 || legs.length > mostLegs) {
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
  const instrument = instrumentByConid(Number(conid))
  const ratio = Number(digits)
  if (instrument === undefined || ratio === 0 || Math.abs(ratio) > largestRatio) return undefined
  return { instrument, ratio }
}

/** What a combo costs: the sum of leg price times ratio, each leg at the side at which it would trade. May be below zero. */
export function comboQuote(legs: readonly ComboLeg[], quoteOf: (instrument: Instrument) => Quote): Quote {
  const sum = (priceOf: (quote: Quote, bought: boolean) => number) =>
    Math.round(
      legs.reduce((total, { instrument, ratio }) => total + ratio * priceOf(quoteOf(instrument), ratio > 0), 0) * 100,
    ) / 100
  const least = (buying: boolean) =>
    Math.min(
      ...legs.map(({ instrument, ratio }) => {
        const { askSize, bidSize } = quoteOf(instrument)
        return Math.floor((ratio > 0 === buying ? askSize : bidSize) / Math.abs(ratio))
      }),
    )
  const last = sum((quote) => quote.last)
  return {
    bid: sum(({ bid, ask }, bought) => (bought ? bid : ask)),
    ask: sum(({ bid, ask }, bought) => (bought ? ask : bid)),
    last,
    bidSize: least(false),
    askSize: least(true),
    lastSize: 0,
    open: sum((quote) => quote.open),
    high: last,
    low: last,
    close: sum((quote) => quote.close),
    volume: 0,
    updatedAt: Math.max(...legs.map(({ instrument }) => quoteOf(instrument).updatedAt)),
  }
}
