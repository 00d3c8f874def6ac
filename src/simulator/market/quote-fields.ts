import { findDefaultVenue } from '../contracts/contract.ts'
import { formatConidex, getDetails, getListingExchange, getTitle } from '../contracts/describe-contract.ts'
import { formatPrice } from '../contracts/price-increments.ts'
import type { OptionMeasures } from './derived-prices.ts'
import { findAverageVolume } from './history.ts'
import type { Instrument } from './instruments.ts'
import type { Quote } from './quote.ts'

type FieldReader = (instrument: Instrument, quote: Quote) => string | number | undefined

const price = (read: (quote: Quote) => number) => (instrument: Instrument, quote: Quote) =>
  formatPrice(instrument, read(quote))
/** Creates the reader of a value that an index does not have, because it is not traded. */
const traded =
  (read: FieldReader): FieldReader =>
  (instrument, quote) =>
    instrument.secType === 'IND' ? undefined : read(instrument, quote)
const size = (value: number) => value.toLocaleString('en-US')

/** Creates the reader of a change, with its sign. */
function change(read: (quote: Quote) => number): FieldReader {
  return (instrument, quote) => {
    const text = formatPrice(instrument, quote.last - read(quote))
    return text.startsWith('-') ? text : `+${text}`
  }
}

/** Reports whether IBKR reports a volume. Currency pairs, combos and indices have none. */
function hasVolume({ secType }: Instrument): boolean {
  return secType !== 'CASH' && secType !== 'BAG' && secType !== 'IND'
}

/** Formats a volume in thousands or millions, with about three digits. */
function abbreviated(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)}M`
  return value >= 1e3 ? `${(value / 1e3).toFixed(1)}K` : String(value)
}

/** Creates the reader of a greek. IBKR documents no format: three decimals, as other numbers without a unit have. */
const greek =
  (read: (measures: OptionMeasures) => number) =>
  (_: Instrument, { measures }: Quote) =>
    measures && read(measures).toFixed(3)

/**
 * Functions that read the value of a field, by field id. Values are strings, as IBKR sends them, except the change in
 * percent and the conid.
 */
const readers: Readonly<Record<string, FieldReader>> = {
  // The last price, marked with H while trading is halted. Without a trade today, it is yesterday's close, marked with C.
  '31': (instrument, { last, volume, isHalted }) =>
    `${isHalted ? 'H' : volume === 0 && hasVolume(instrument) ? 'C' : ''}${formatPrice(instrument, last)}`,
  '55': (instrument) => instrument.symbol,
  '58': (instrument) => instrument.companyName,
  '70': price(({ high }) => high),
  '71': price(({ low }) => low),
  '82': change(({ close }) => close),
  '83': (_, { last, close }) => (close === 0 ? undefined : Number((((last - close) / close) * 100).toFixed(2))),
  '84': traded(price(({ bid }) => bid)),
  '85': traded((_, quote) => size(quote.askSize)),
  '86': traded(price(({ ask }) => ask)),
  '87': (instrument, { volume }) => (hasVolume(instrument) ? abbreviated(volume) : undefined),
  '88': traded((_, quote) => size(quote.bidSize)),
  '6004': (instrument) => instrument.listingExchange,
  '6008': (instrument) => instrument.conid,
  '6070': (instrument) => instrument.secType,
  '6509': (instrument, { isWithheld }) => (isWithheld ? 'N' : instrument.availability),
  '7051': (instrument) => instrument.companyName,
  '7059': traded((_, quote) => size(quote.lastSize)),
  '7094': (instrument) => formatConidex(instrument, findDefaultVenue(instrument) ?? 'SMART'),
  '7184': () => '1',
  '7219': getTitle,
  '7220': getDetails,
  '7221': (instrument) => (getListingExchange(instrument) === undefined ? undefined : instrument.listingExchange),
  '7280': (instrument) => instrument.industry,
  '7281': (instrument) => instrument.category,
  '7282': (instrument) => {
    const volume = findAverageVolume(instrument)
    return volume === 0 || !hasVolume(instrument) ? undefined : abbreviated(volume)
  },
  '7308': greek(({ delta }) => delta),
  '7309': greek(({ gamma }) => gamma),
  // Per calendar day, and per percentage point of the volatility.
  '7310': greek(({ theta }) => theta / 365),
  '7311': greek(({ vega }) => vega / 100),
  '7295': price(({ open }) => open),
  '7296': price(({ close }) => close),
  '7633': (_, { measures }) => measures && `${(measures.impliedVolatility * 100).toFixed(1)}%`,
  '7635': traded(price(({ bid, ask }) => (bid + ask) / 2)),
  '7638': (_, { openInterest }) => (openInterest === undefined ? undefined : size(openInterest)),
  '7682': change(({ open }) => open),
  '7741': price(({ close }) => close),
  '7762': (instrument, { volume }) => (hasVolume(instrument) ? String(volume) : undefined),
  '7768': () => '1',
}

/** Fields that need no permission: names, ids and the availability itself. */
const freeFields: ReadonlySet<string> = new Set([
  ...['55', '58', '6004', '6008', '6070', '6509', '7051', '7094', '7184', '7219', '7220', '7221', '7280', '7768'],
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
    if (reader === undefined || (quote.isWithheld && !freeFields.has(field))) continue
    const value = reader(instrument, quote)
    if (value !== undefined) values[field] = value
  }
  return values
}
