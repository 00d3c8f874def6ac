import type { Side } from './orders.ts'

/** An object of IBKR's, whose keys may or may not be there. */
export type Row = Readonly<Record<string, unknown>>

/** The value as an object with keys, undefined for anything else. */
export function rowOf(value: unknown): Row | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : undefined
}

/** Objects of an array; of a single object, that one. IBKR's docs and its wire differ in that here and there. */
export function rowsOf(value: unknown): readonly Row[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.map(rowOf).filter((row) => row !== undefined)
}

/** A text, or a number as text; undefined where it is empty or neither. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A number that may come as text with thousands commas; undefined where it is none. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value.replaceAll(',', ''))
  return Number.isFinite(number) ? number : undefined
}

/** IBKR writes `B`, `BUY`, `Buy`, and `S`, `SELL`, `Sell`. */
export function sideOf(value: unknown): Side | undefined {
  const letter = textOf(value)?.[0]?.toUpperCase()
  if (letter === 'B') return 'BUY'
  return letter === 'S' ? 'SELL' : undefined
}

/** The entries that are there, so that absent keys of a delta leave what is known alone. */
export function presentOf<T extends object>(fields: { readonly [K in keyof T]: T[K] | undefined }): Partial<T> {
  // Done for every row of a storm, where lists of its entries would cost more than all the rest of reading it.
  const present: Partial<T> = {}
  for (const key of Object.keys(fields) as (keyof T)[]) {
    const field = fields[key]
    if (field !== undefined) present[key] = field
  }
  return present
}
