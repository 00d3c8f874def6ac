import { numberOf } from '../../shared/domain/read-value.ts'
import { type QuoteFieldName, quoteFieldName } from './quote-fields.ts'
import type { StreamKind, StreamState } from './stream-state.ts'

/** Values by name, as IBKR sends them: texts, so that nothing is rounded; fields without a name here by their number. */
export type QuoteValues = { readonly [Name in QuoteFieldName]?: string } & Readonly<Record<string, string>>

/** Market data of one contract, as far as anybody asked for it. */
export interface Quote extends StreamState {
  /** As it was asked for: a conid, perhaps with `@EXCHANGE`. */
  readonly contract: string
  /** ms since epoch, IBKR's own time of the newest change. */
  readonly updatedAt: number | undefined
  readonly values: QuoteValues
}

/** Sent with every stream, asked for or not: whether the values are live, delayed or frozen. */
const AVAILABILITY = '6509'
/** Up to so many fields it is quicker to look for each than to go through a frame, whose keys are mostly about itself. */
const FEW_FIELDS = 12

/** The stream of one contract, with fields by IBKR's numbers. */
export function quoteKind(contract: string, fields: readonly string[]): StreamKind<Quote> {
  return {
    topic: `smd+${contract}`,
    unsubscribe: `umd+${contract}+{}`,
    fields: [...fields, AVAILABILITY],
    empty: () => ({ at: 0, gap: undefined, contract, updatedAt: undefined, values: {} }),
    merge: mergeQuote,
  }
}

/** Merges one `smd` frame: of the fields that are wanted those in the frame replace, others stay. Pure. */
export function mergeQuote(quote: Quote, frame: unknown, at: number, fields: readonly string[]): Quote | undefined {
  if (typeof frame !== 'object' || frame === null) return undefined
  const row = frame as Readonly<Record<string, unknown>>
  const present = fields.length <= FEW_FIELDS ? fields : Object.keys(row).filter((key) => fields.includes(key))
  let values: Record<string, string> | undefined
  for (const id of present) {
    const value = row[id]
    // Some values are numbers; absent means unchanged.
    if (typeof value !== 'string' && typeof value !== 'number') continue
    values ??= { ...quote.values }
    values[quoteFieldName(id)] = typeof value === 'string' ? value : String(value)
  }
  if (values === undefined) return undefined
  const updatedAt = row['_updated']
  return {
    at,
    gap: quote.gap,
    contract: quote.contract,
    updatedAt: typeof updatedAt === 'number' ? updatedAt : quote.updatedAt,
    values,
  }
}

const MULTIPLES: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9 }

/**
 * A value of market data as number: `1,300`, `C168.42` (previous close), `H168.42` (halted), `2.5M`, `0.5%`. Undefined where
 * it is none.
 */
export function quoteNumber(value: string | undefined): number | undefined {
  const [, digits, multiple] = /^[CH]?([+-]?[\d,]*\.?\d+)([KMB])?%?$/.exec(value?.trim() ?? '') ?? []
  const number = numberOf(digits)
  return number === undefined ? undefined : number * (MULTIPLES[multiple ?? ''] ?? 1)
}
