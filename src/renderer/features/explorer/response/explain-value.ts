import { marketDataFields } from '../../../../shared/catalogue/market-data-fields.ts'
import { seenSymbol } from '../../contracts/index.ts'
import { timeOf } from './reader/time-of.ts'
import type { TreeLine } from './reader/tree-line.ts'

const FIELD_NAMES: ReadonlyMap<string, string> = new Map(marketDataFields.map(({ id, name }) => [String(id), name]))

/** Scalar value with its property name. */
export interface NamedValue {
  readonly name: string | undefined
  /** Value as text, without quotes. */
  readonly text: string
  readonly kind: 'string' | 'number' | 'literal'
}

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

/** Returns the name of a market data field, by its id as text. */
export const fieldName = (id: string): string | undefined => FIELD_NAMES.get(id)

/** Returns `31 · last` for the id of a market data field; undefined for other names. */
export function fieldLabel(name: string): string | undefined {
  const field = FIELD_NAMES.get(name)
  return field === undefined ? undefined : `${name} · ${field}`
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
  const at = timeOf(name, text)
  if (at === undefined) return undefined
  const { ms, isDay } = at
  if (isDay) return `${dayText(ms)} (day)`
  return `${dayText(ms)} ${new Date(ms).toISOString().slice(11, 19)} UTC, ${relativeTimeText(ms - now)}`
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
