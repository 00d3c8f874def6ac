import type { Side } from './orders.ts'

/** A JSON object from IBKR with unknown keys. */
export type Row = Readonly<Record<string, unknown>>

/** The fields of a type as a server may send them: any may be missing, and no value has been checked. */
export type Unchecked<T> = { readonly [Key in keyof T]?: unknown }

/** Parses a JSON string; undefined for invalid JSON, for example a truncated body. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Returns the value if it is an object; otherwise undefined. */
export function rowOf(value: unknown): Row | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : undefined
}

/** Returns the fields of an object; an empty object for any other value. */
export function fieldsOf(value: unknown): Row {
  return rowOf(value) ?? {}
}

/**
 * Returns the objects of an array, or a single object as a list. IBKR's documentation and its responses differ here.
 */
export function rowsOf(value: unknown): readonly Row[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.map(rowOf).filter((row) => row !== undefined)
}

/** Returns a string, or a number as a string; undefined for an empty string and any other value. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/**
 * Returns a scalar as a string, and any other value as JSON. An object from a server may have a `toString` that is not
 * a function.
 */
export function scalarOrJson(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

/** A decimal number, with commas only between groups of three digits: `1,5` could mean one and a half. */
const DECIMAL = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?(?:e[+-]?\d+)?$/i

/** Returns a number, which IBKR may send as a string with thousands separators; undefined for any other value. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (text === '' || !DECIMAL.test(text)) return undefined
  const number = Number(text.replaceAll(',', ''))
  return Number.isFinite(number) ? number : undefined
}

const SIDES: Readonly<Record<string, Side>> = { B: 'BUY', BUY: 'BUY', S: 'SELL', SELL: 'SELL' }

/** Parses a side, which IBKR writes as `B`, `BUY`, `Buy`, `S`, `SELL` or `Sell`. Undefined for any other side. */
export function sideOf(value: unknown): Side | undefined {
  return SIDES[textOf(value)?.toUpperCase() ?? '']
}

/** Removes undefined fields, so that keys missing in an update leave known values unchanged. */
export function omitUndefined<T extends object>(fields: { readonly [K in keyof T]: T[K] | undefined }): Partial<T> {
  // Uses a loop instead of Object.entries, because it runs for every row of a busy order stream.
  const present: Partial<T> = {}
  for (const key of Object.keys(fields) as (keyof T)[]) {
    const field = fields[key]
    if (field !== undefined) present[key] = field
  }
  return present
}
