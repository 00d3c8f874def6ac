import { numberOf, rowOf } from '../../shared/domain/read-value.ts'
import { formatSocketText } from '../../shared/domain/topics.ts'
import { findQuoteFieldName, type QuoteFieldName } from './quote-fields.ts'
import type { FieldKeyAndName, StreamKind, StreamState } from './stream-state.ts'

/**
 * Values by field name, as the strings that IBKR sends, so that nothing is rounded. A field without a name has its
 * number as key.
 */
export type QuoteValues = { readonly [Name in QuoteFieldName]?: string } & Readonly<Record<string, string>>

/** Market data of one contract, with the fields that its subscribers requested. */
export interface Quote extends StreamState {
  /** The requested contract: a conid, optionally with `@EXCHANGE`. */
  readonly contract: string
  /** IBKR's own time of the newest change, in ms since epoch. */
  readonly updatedAt: number | undefined
  /** Requested fields by name. A field is absent until IBKR has sent it. */
  readonly values: QuoteValues
}

/** Field that states whether the values are live, delayed or frozen. Every stream contains it. */
const AVAILABILITY = '6509'

export function createQuoteKind(contract: string): StreamKind<Quote> {
  return {
    topic: formatSocketText('smd', [contract]),
    empty: () => ({ at: 0, gap: undefined, contract, updatedAt: undefined, values: {} }),
    merge: mergeQuote,
  }
}

/** Returns the requested fields and availability, by IBKR's numbers. */
export function findQuoteFieldNames(ids: readonly string[]): readonly FieldKeyAndName[] {
  return [...ids, AVAILABILITY].map(findQuoteFieldName)
}

/** Merges an `smd` frame: requested fields in it replace known values, all others stay unchanged. Pure. */
export function mergeQuote(
  quote: Quote,
  frame: unknown,
  at: number,
  fields: readonly FieldKeyAndName[],
): Quote | undefined {
  const row: Readonly<Record<string | number, unknown>> | undefined = rowOf(frame)
  if (row === undefined) return undefined
  const values: Record<string, string> = {}
  let isChanged = false
  // Iterates over the requested fields, not over the keys of the frame: V8 enumerates numeric keys slowly.
  for (const [key, name] of fields) {
    const value = row[key]
    // IBKR sends some values as numbers.
    if (typeof value === 'string' || typeof value === 'number') {
      values[name] = String(value)
      isChanged = true
    } else {
      const before = quote.values[name]
      if (before !== undefined) values[name] = before
    }
  }
  if (!isChanged) return undefined
  const { contract, gap, updatedAt } = quote
  const updated = row['_updated']
  return { at, gap, contract, updatedAt: typeof updated === 'number' ? updated : updatedAt, values }
}

const MULTIPLES: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9 }

/**
 * Parses a value of market data as a number: `1,300`, `C168.42` (previous close), `H168.42` (halted), `2.5M`, `0.5%`.
 * Undefined for any other string.
 * @example
 * ```ts run=alone
 * import { quoteNumber } from 'ibkr-web-client'
 *
 * console.log(quoteNumber('C168.42'), quoteNumber('2.5M'), quoteNumber('n/a')) // => 168.42 2500000 undefined
 * ```
 */
export function quoteNumber(value: string | undefined): number | undefined {
  const text = typeof value === 'string' ? value.trim() : ''
  const [, digits, multiple] = /^[CH]?([+-]?[\d,]*\.?\d+)([KMB])?%?$/.exec(text) ?? []
  const number = numberOf(digits)
  return number === undefined ? undefined : number * (MULTIPLES[multiple ?? ''] ?? 1)
}
