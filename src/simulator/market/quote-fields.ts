import type { Instrument } from './instruments.ts'
import type { Quote } from './market.ts'

type FieldReader = (instrument: Instrument, quote: Quote) => string | number

const price = (value: number) => value.toFixed(2)
const size = (value: number) => value.toLocaleString('en-US')
const signed = (value: number) => (value >= 0 ? `+${value.toFixed(2)}` : value.toFixed(2))

/** Formats a volume in thousands or millions, with about three digits. */
function abbreviated(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)}M`
  return value >= 1e3 ? `${(value / 1e3).toFixed(1)}K` : String(value)
}

/**
 * Functions that read the value of a field, by field id. Values are strings, as IBKR sends them, except the change in
 * percent and the conid.
 */
const readers: Readonly<Record<string, FieldReader>> = {
  // The last price. Without a trade today, it is yesterday's close, marked with C.
  '31': (_, quote) => (quote.volume === 0 ? `C${price(quote.last)}` : price(quote.last)),
  '55': (instrument) => instrument.symbol,
  '58': (instrument) => instrument.companyName,
  '70': (_, quote) => price(quote.high),
  '71': (_, quote) => price(quote.low),
  '82': (_, quote) => signed(quote.last - quote.close),
  '83': (_, quote) => Number((((quote.last - quote.close) / quote.close) * 100).toFixed(2)),
  '84': (_, quote) => price(quote.bid),
  '85': (_, quote) => size(quote.askSize),
  '86': (_, quote) => price(quote.ask),
  '87': (_, quote) => abbreviated(quote.volume),
  '88': (_, quote) => size(quote.bidSize),
  '6004': (instrument) => instrument.listingExchange,
  '6008': (instrument) => instrument.conid,
  '6070': () => 'STK',
  '6509': (instrument, { isWithheld }) => (isWithheld ? 'N' : instrument.availability),
  '7051': (instrument) => instrument.companyName,
  '7059': (_, quote) => size(quote.lastSize),
  '7094': (instrument) => `${instrument.conid}@SMART`,
  '7184': () => '1',
  '7219': (instrument) => instrument.symbol,
  '7221': (instrument) => instrument.listingExchange,
  '7280': (instrument) => instrument.industry,
  '7281': (instrument) => instrument.category,
  '7282': (instrument) => abbreviated(instrument.averageVolume),
  '7295': (_, quote) => price(quote.open),
  '7296': (_, quote) => price(quote.close),
  '7635': (_, quote) => price((quote.bid + quote.ask) / 2),
  '7682': (_, quote) => signed(quote.last - quote.open),
  '7741': (_, quote) => price(quote.close),
  '7762': (_, quote) => String(quote.volume),
  '7768': () => '1',
}

/** Fields that need no permission: names, ids and the availability itself. */
const freeFields: ReadonlySet<string> = new Set([
  ...['55', '58', '6004', '6008', '6070', '6509', '7051', '7094', '7184', '7219', '7221', '7280', '7768'],
])

/** Ids of the fields that the simulator serves. */
export const servedFieldIds: readonly string[] = Object.keys(readers)

/** Returns the values of the requested fields. Unknown and unavailable fields are omitted. */
export function readQuoteFieldValues(
  fields: Iterable<string>,
  instrument: Instrument,
  quote: Quote,
): Readonly<Record<string, string | number>> {
  const values: Record<string, string | number> = {}
  for (const field of fields) {
    const reader = readers[field]
    if (reader !== undefined && (!quote.isWithheld || freeFields.has(field))) values[field] = reader(instrument, quote)
  }
  return values
}
