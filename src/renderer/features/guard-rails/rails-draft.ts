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

/** Maximum of each limit, as in the host. */
const MAXIMUM: Readonly<Record<NumberRailName, number>> = {
  quantity: 1e15,
  value: 1e15,
  collar: 1_000,
  ordersPerMinute: 10_000,
  dailyLoss: 1e15,
}

const SYMBOL = /^[A-Z0-9][A-Z0-9 .'/-]{0,39}$/

/** Converts the form to guard rails, or returns the error message of each invalid field. */
export function checkDraft(draft: RailsDraft): CheckedRails {
  const problems: Partial<Record<NumberRailName | 'symbols' | 'assetClasses', string>> = {}
  const numbers = NUMBER_RAILS.map((name) => {
    const { action, text } = draft[name]
    const limit = readLimit(text)
    if (limit === undefined || limit <= 0 || limit > MAXIMUM[name])
      problems[name] = `Enter a number above 0, up to ${MAXIMUM[name].toLocaleString('en-US')}.`
    else if (name === 'ordersPerMinute' && !Number.isInteger(limit)) problems[name] = 'Enter a whole number.'
    return [name, { action, limit: limit ?? 0 }] as const
  })
  const symbols = [
    ...new Set(
      draft.symbols.text
        .toUpperCase()
        .split(/[,;\n]+/)
        .map((each) => each.trim()),
    ),
  ].filter(Boolean)
  const invalid = symbols.find((symbol) => !SYMBOL.test(symbol))
  if (invalid !== undefined) problems.symbols = `“${invalid}” is not a symbol. Separate symbols by commas.`
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
