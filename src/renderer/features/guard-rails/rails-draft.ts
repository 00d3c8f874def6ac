import {
  ASSET_CLASSES,
  type GuardRails,
  type ListRail,
  NUMBER_RAILS,
  type NumberRailName,
  type RailAction,
} from '../../../shared/domain/guard-rails.ts'

/** Input of one limit. Numbers and symbols are strings during editing. */
export interface DraftRail {
  readonly action: RailAction
  readonly text: string
}

export interface RailsDraft extends Readonly<Record<NumberRailName | 'symbols', DraftRail>> {
  readonly currency: string
  readonly assetClasses: ListRail
}

export type RailsProblems = Readonly<Partial<Record<NumberRailName | 'symbols' | 'assetClasses', string>>>

type CheckedRails =
  | { readonly kind: 'ready'; readonly rails: GuardRails }
  | { readonly kind: 'invalid'; readonly problems: RailsProblems }

export function draftOf(rails: GuardRails): RailsDraft {
  const { currency, symbols, assetClasses, ...numbers } = rails
  const drafts = NUMBER_RAILS.map((name) => {
    const { action, limit } = numbers[name]
    return [name, { action, text: limit.toLocaleString('en-US', { maximumFractionDigits: 8 }) }] as const
  })
  return {
    currency,
    assetClasses,
    symbols: { action: symbols.action, text: symbols.allowed.join(', ') },
    ...(Object.fromEntries(drafts) as Record<NumberRailName, DraftRail>),
  }
}

/** Returns the edited fields that differ from the saved ones. */
export function unsavedFields(edits: Partial<RailsDraft>, saved: RailsDraft): Partial<RailsDraft> {
  const isUnsaved = (name: string, value: unknown): boolean =>
    JSON.stringify(value) !== JSON.stringify(saved[name as keyof RailsDraft])
  const entries = Object.entries(edits).filter(([name, value]) => isUnsaved(name, value))
  return Object.fromEntries(entries) as Partial<RailsDraft>
}

/** The numbers that each limit may have, as in the host. Those that count something are whole. */
const BOUNDS: Readonly<
  Record<NumberRailName, { readonly least?: number; readonly most: number; readonly whole?: true }>
> = {
  quantity: { most: 1e15 },
  value: { most: 1e15 },
  notional: { most: 1e15 },
  delta: { most: 1e15 },
  expiryLoss: { most: 1e15 },
  nakedShorts: { least: 0, most: 1_000_000, whole: true },
  daysToExpiry: { least: 1, most: 3_650, whole: true },
  position: { most: 1e15 },
  workingOrders: { least: 1, most: 10_000, whole: true },
  collar: { most: 1_000 },
  ordersPerMinute: { least: 1, most: 10_000, whole: true },
  dailyLoss: { most: 1e15 },
}

/** Returns why a limit is invalid; undefined if it is valid. */
function problemOf(name: NumberRailName, limit: number | undefined): string | undefined {
  const { least, most, whole } = BOUNDS[name]
  const isTooSmall = limit !== undefined && (least === undefined ? limit <= 0 : limit < least)
  if (limit === undefined || limit > most || isTooSmall) {
    const range = least === undefined ? 'above 0, up to' : `from ${least} to`
    return `Enter a number ${range} ${most.toLocaleString('en-US')}.`
  }
  return whole && !Number.isInteger(limit) ? 'Enter a whole number.' : undefined
}

const SYMBOL = /^[A-Z0-9][A-Z0-9 .'/-]{0,39}$/

/** Reads symbols that commas or spaces separate. A single letter after a symbol is its class, as in `BRK B`. */
function readSymbols(text: string): readonly string[] {
  const symbols = text.toUpperCase().match(/[^,;\s]{2,}(?: [A-Z](?![^,;\s]))?|[^,;\s]+/g) ?? []
  return [...new Set(symbols)]
}

/** Converts the form to guard rails, or returns the error message of each invalid field. */
export function checkDraft(draft: RailsDraft): CheckedRails {
  const problems: Partial<Record<NumberRailName | 'symbols' | 'assetClasses', string>> = {}
  const numbers = NUMBER_RAILS.map((name) => {
    const { action, text } = draft[name]
    const limit = readLimit(text)
    const problem = problemOf(name, limit)
    if (problem !== undefined) problems[name] = problem
    return [name, { action, limit: limit ?? 0 }] as const
  })
  const symbols = readSymbols(draft.symbols.text)
  const invalid = symbols.find((symbol) => !SYMBOL.test(symbol))
  if (invalid !== undefined) problems.symbols = `“${invalid}” is not a symbol. Separate symbols by commas or spaces.`
  else if (symbols.length > 200) problems.symbols = `Enter at most 200 symbols (now ${symbols.length}).`
  else if (symbols.length === 0 && draft.symbols.action !== 'off')
    problems.symbols = 'Enter the allowed symbols, or choose Off.'
  if (draft.assetClasses.allowed.length === 0 && draft.assetClasses.action !== 'off')
    problems.assetClasses = 'Choose an asset class, or choose Off.'
  if (Object.keys(problems).length > 0) return { kind: 'invalid', problems }
  const { currency, assetClasses } = draft
  return {
    kind: 'ready',
    rails: {
      currency,
      ...(Object.fromEntries(numbers) as Pick<GuardRails, NumberRailName>),
      symbols: { action: draft.symbols.action, allowed: symbols },
      assetClasses: {
        action: assetClasses.action,
        allowed: ASSET_CLASSES.filter((each) => assetClasses.allowed.includes(each)),
      },
    },
  }
}

/** Parses a limit. Rejects 1,5 because commas must group thousands. */
function readLimit(text: string): number | undefined {
  const trimmed = text.trim()
  return /^(\d+(\.\d+)?|\d{1,3}(,\d{3})+(\.\d+)?)$/.test(trimmed) ? Number(trimmed.replaceAll(',', '')) : undefined
}
