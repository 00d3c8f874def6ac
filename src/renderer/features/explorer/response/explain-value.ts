import { marketDataFields } from '../../../../shared/catalogue/market-data-fields.ts'
import { seenSymbol } from '../../contracts/index.ts'
import type { TreeLine } from './reader/tree-line.ts'

const FIELD_NAMES: ReadonlyMap<string, string> = new Map(marketDataFields.map(({ id, name }) => [String(id), name]))

/** Scalar value with its property name. */
export interface NamedValue {
  readonly name: string | undefined
  /** Value as text, without quotes. */
  readonly text: string
  readonly kind: 'string' | 'number' | 'literal'
}

const DAY = /^(\d{4})(\d{2})(\d{2})$/
const DAY_AND_TIME = /^(\d{4})(\d{2})(\d{2})[- ]?(\d{2}):?(\d{2}):?(\d{2})$/
const SHORT_DAY_AND_TIME = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/
const EPOCH = /^\d{10}(?:\d{3})?$/
/** Range of IBKR's timestamps, in seconds. Ten-digit numbers outside the range are ids. */
const EARLIEST = Date.UTC(2000, 0) / 1_000
const LATEST = Date.UTC(2050, 0) / 1_000
/** Property names with values of ten or thirteen digits that are not timestamps. */
const IDS = /(?:id|conid|size|volume|qty|quantity|count|number|no)$/i
const CONIDS = /^(?:conid|con_id|underlyingConid|undConid|underConid|contractId|6008|6457)s?$/i

/** Explains a date, a conid or a market data field. */
export function explainValue(
  { name, text, kind }: NamedValue,
  symbolOf: (conid: string) => string | undefined,
  now: number,
): string | undefined {
  const field = fieldText(name)
  const value = kind === 'literal' ? undefined : (conidText(name, text, symbolOf) ?? dateText(name, text, now))
  return field !== undefined && value !== undefined ? `${field} · ${value}` : (field ?? value)
}

function fieldText(name: string | undefined): string | undefined {
  const field = name === undefined ? undefined : FIELD_NAMES.get(name)
  return field === undefined ? undefined : `field ${name}: ${field}`
}

function conidText(
  name: string | undefined,
  text: string,
  symbolOf: (conid: string) => string | undefined,
): string | undefined {
  if (name === undefined || !CONIDS.test(name)) return undefined
  const symbol = symbolOf(text)
  return symbol === undefined ? undefined : `contract ${text}: ${symbol}`
}

function dateText(name: string | undefined, text: string, now: number): string | undefined {
  const at = dateOf(name, text)
  if (at === undefined) return undefined
  const { ms, isDay } = at
  if (isDay) return `${dayText(ms)} (day)`
  return `${dayText(ms)} ${new Date(ms).toISOString().slice(11, 19)} UTC, ${relativeTimeText(ms - now)}`
}

function dateOf(name: string | undefined, text: string): { ms: number; isDay: boolean } | undefined {
  if (EPOCH.test(text)) {
    if (name !== undefined && IDS.test(name)) return undefined
    const seconds = text.length === 13 ? Number(text) / 1_000 : Number(text)
    return seconds < EARLIEST || seconds > LATEST ? undefined : { ms: seconds * 1_000, isDay: false }
  }
  const found = DAY_AND_TIME.exec(text) ?? DAY.exec(text) ?? shortDateTime(name, text)
  if (!found) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number)
  const full = year < 100 ? 2_000 + year : year
  const ms = Date.UTC(full, month - 1, day, hour, minute, second)
  const date = new Date(ms)
  // Eight digits that are not a valid date are an ordinary number.
  if (full < 1_970 || full > 2_100 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  return { ms, isDay: found.length < 7 }
}

/** Parses `yyMMddHHmmss` if the property name refers to a time. */
function shortDateTime(name: string | undefined, text: string): RegExpExecArray | null {
  return name !== undefined && /time/i.test(name) ? SHORT_DAY_AND_TIME.exec(text) : null
}

function dayText(ms: number): string {
  const date = new Date(ms)
  return `${date.toLocaleDateString('en-US', { weekday: 'long', timeZone: 'UTC' })} ${date.toISOString().slice(0, 10)}`
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const
const relativeTime = new Intl.RelativeTimeFormat('en-US')

/** Returns a relative time such as "3 days ago" or "in 1 hour". */
function relativeTimeText(ms: number): string {
  const [unit, length] = UNITS.find(([, duration]) => Math.abs(ms) >= duration) ?? UNITS[3]
  return relativeTime.format(Math.trunc(ms / length), unit)
}

/** Explains the value on a line; undefined if its meaning is unknown. */
export function meaningOf(line: TreeLine): string | undefined {
  if (line.kind === 'object' || line.kind === 'array' || line.cut) return undefined
  const text = line.kind === 'string' ? line.text.slice(1, -1) : line.text
  const name = line.label?.kind === 'name' ? line.label.text : undefined
  return explainValue({ name, text, kind: line.kind }, seenSymbol, Date.now())
}
