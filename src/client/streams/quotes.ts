import { numberOf } from '../../shared/domain/read-value.ts'
import { FlatKey, type FlatRow } from '../socket/flat-row.ts'
import { type QuoteFieldName, quoteFieldName } from './quote-fields.ts'
import type { Merge, MergeRow, StreamKind, StreamState } from './stream-state.ts'

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
const UPDATED = new FlatKey('_updated')
/** Up to so many fields it is quicker to look for each than to go through a frame, whose keys are mostly about itself. */
const FEW_FIELDS = 12

/** The stream of one contract, with fields by IBKR's numbers. */
export function quoteKind(contract: string, fields: readonly string[]): StreamKind<Quote> {
  const asked = [...fields, AVAILABILITY]
  return {
    topic: `smd+${contract}`,
    unsubscribe: `umd+${contract}+{}`,
    fields: asked,
    empty: () => ({ at: 0, gap: undefined, contract, updatedAt: undefined, values: {} }),
    merge: quoteMerge(asked),
    mergeOf: quoteMerge,
    mergeRowOf: quoteMergeRow,
  }
}

/** A wanted field as it stands in a frame, and as it is called here. */
interface WantedField {
  readonly key: string | number
  readonly flatKey: FlatKey
  readonly name: string
}

/** How the frames of streams with these fields are merged. */
interface Merges {
  readonly merge: Merge<Quote>
  readonly mergeRow: MergeRow<Quote>
}

/** Streams of the same fields share one: 500 of them use the same few objects for every frame. */
const merges = new Map<string, Merges>()
const MOST_MERGES = 100

/** Merges `smd` frames: of the wanted fields those in a frame replace, others stay. `fields` only ever grow. Pure. */
export const quoteMerge = (fields: readonly string[]): Merge<Quote> => mergesOf(fields).merge

/** The same of frames that were read as rows. */
export const quoteMergeRow = (fields: readonly string[]): MergeRow<Quote> => mergesOf(fields).mergeRow

function mergesOf(fields: readonly string[]): Merges {
  const key = fields.join()
  const known = merges.get(key)
  if (known !== undefined) return known
  const made = mergesFor(fields)
  if (merges.size >= MOST_MERGES) merges.clear()
  merges.set(key, made)
  return made
}

function mergesFor(fields: readonly string[]): Merges {
  const wanted = [...new Set(fields)].map(
    (id): WantedField => ({ key: frameKey(id), flatKey: new FlatKey(id), name: quoteFieldName(id) }),
  )
  const mergeRow: MergeRow<Quote> = (quote, row, at) => {
    const values = replaceEach(quote.values, wanted, row, inRow)
    return values && withValues(quote, values, row.value(UPDATED), at)
  }
  const names = new Map(wanted.map(({ key, name }) => [String(key), name]))
  const replace =
    wanted.length <= FEW_FIELDS
      ? (known: QuoteValues, frame: FrameRow) => replaceEach(known, wanted, frame, inFrame)
      : (known: QuoteValues, frame: FrameRow) => replaceFound(known, frame, names)
  return {
    merge: (quote, frame, at) => {
      if (!isFrameRow(frame)) return undefined
      const values = replace(quote.values, frame)
      return values && withValues(quote, values, frame['_updated'], at)
    },
    mergeRow,
  }
}

/** Numbers find what JSON names by digits much sooner than texts do. */
function frameKey(id: string): string | number {
  return String(Number(id)) === id ? Number(id) : id
}

type FrameRow = Readonly<Record<string | number, unknown>>
const isFrameRow = (frame: unknown): frame is FrameRow => typeof frame === 'object' && frame !== null

const inFrame = (frame: FrameRow, { key }: WantedField): unknown => frame[key]
const inRow = (row: FlatRow, { flatKey }: WantedField): unknown => row.value(flatKey)

const withValues = (quote: Quote, values: QuoteValues, updatedAt: unknown, at: number): Quote => ({
  at,
  gap: quote.gap,
  contract: quote.contract,
  updatedAt: typeof updatedAt === 'number' ? updatedAt : quote.updatedAt,
  values,
})

/** Builds the values field by field: sooner done than a copy that is then written over. */
function replaceEach<Frame>(
  known: QuoteValues,
  wanted: readonly WantedField[],
  frame: Frame,
  read: (frame: Frame, field: WantedField) => unknown,
): QuoteValues | undefined {
  const values: Record<string, string> = {}
  let isChanged = false
  for (const field of wanted) {
    const { name } = field
    const value = read(frame, field)
    if (typeof value === 'string' || typeof value === 'number') {
      // Some values are numbers; absent means unchanged.
      values[name] = typeof value === 'string' ? value : String(value)
      isChanged = true
    } else {
      const before = known[name]
      if (before !== undefined) values[name] = before
    }
  }
  return isChanged ? values : undefined
}

/** Goes through the frame, which has few of the many fields. */
function replaceFound(known: QuoteValues, row: FrameRow, names: ReadonlyMap<string, string>): QuoteValues | undefined {
  let values: Record<string, string> | undefined
  for (const key of Object.keys(row)) {
    const [name, value] = [names.get(key), row[key]]
    if (name === undefined || (typeof value !== 'string' && typeof value !== 'number')) continue
    values ??= { ...known }
    values[name] = String(value)
  }
  return values
}

const MULTIPLES: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9 }

/**
 * A value of market data as number: `1,300`, `C168.42` (previous close), `H168.42` (halted), `2.5M`, `0.5%`. Undefined where
 * it is none.
 */
export function quoteNumber(value: string | undefined): number | undefined {
  const text = typeof value === 'string' ? value.trim() : ''
  const [, digits, multiple] = /^[CH]?([+-]?[\d,]*\.?\d+)([KMB])?%?$/.exec(text) ?? []
  const number = numberOf(digits)
  return number === undefined ? undefined : number * (MULTIPLES[multiple ?? ''] ?? 1)
}
