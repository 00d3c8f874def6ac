import { marketDataFields } from '../../../../../shared/catalogue/market-data-fields.ts'
import type { ValueSpec } from './value-spec.ts'

/** Suggested value. Its description may be empty. */
export interface Suggestion {
  readonly value: string
  readonly label: string
}

const plain = (values: string): readonly Suggestion[] => values.split(' ').map((value) => ({ value, label: '' }))

const UNITS: Readonly<Record<string, string>> = {
  min: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  m: 'month',
  y: 'year',
}

/** Creates suggestions for time spans. IBKR's `m` means month, not minute. */
const lengths = (values: string): readonly Suggestion[] =>
  values.split(' ').map((value) => {
    const [, count = '', unit = ''] = /^(\d+)(.*)$/.exec(value) ?? []
    return { value, label: `${count} ${UNITS[unit]}${count === '1' ? '' : 's'}` }
  })

const BY_FORMAT: Readonly<Partial<Record<NonNullable<ValueSpec['format']>, readonly Suggestion[]>>> = {
  fieldId: marketDataFields
    .filter(({ retired }) => !retired)
    .map(({ id, name }) => ({ value: String(id), label: name })),
  currency: plain('USD EUR GBP CHF JPY CAD AUD HKD SGD SEK NOK DKK PLN CZK HUF ILS INR CNH MXN NZD ZAR'),
  exchange: plain('SMART NYSE NASDAQ ARCA AMEX CBOE CME CBOT NYMEX COMEX GLOBEX IBIS LSE SEHK TSEJ IDEALPRO PAXOS'),
  country: plain('USA CAN GBR DEU FRA CHE NLD ITA ESP SWE IRL AUT BEL AUS JPN HKG SGP IND'),
  language: plain('en de fr es it zh ja'),
  period: lengths('30min 1h 8h 1d 2d 5d 1w 2w 1m 3m 6m 1y 2y 5y'),
  bar: lengths('1min 2min 3min 5min 10min 15min 30min 1h 2h 3h 4h 8h 1d 1w 1m'),
}

/** Returns the suggestions for a control. `accounts`: the accounts of the session. */
export function suggestionsFor(
  { values, meanings, format }: ValueSpec,
  accounts: readonly string[],
): readonly Suggestion[] {
  if (values) return values.map((value) => ({ value, label: meanings?.[value] ?? '' }))
  if (format === 'accountId' || format === 'groupOrAccountId') {
    const selected = { value: '{{accountId}}', label: 'the selected account' }
    return [selected, ...accounts.map((value) => ({ value, label: '' }))]
  }
  if (format === 'month') return nextMonths(new Date())
  return (format && BY_FORMAT[format]) ?? []
}

/** Returns the suggestions that contain the entered text. Values with this prefix come first. */
export function matchingSuggestions(suggestions: readonly Suggestion[], typed: string): readonly Suggestion[] {
  const text = typed.trim().toLowerCase()
  if (text === '' || suggestions.some(({ value }) => value === typed)) return suggestions.slice(0, MAX_SHOWN)
  return suggestions
    .map((suggestion) => ({ suggestion, rank: rankOf(suggestion, text) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MAX_SHOWN)
    .map(({ suggestion }) => suggestion)
}

const MAX_SHOWN = 50

function rankOf({ value, label }: Suggestion, text: string): number {
  if (value.toLowerCase().startsWith(text)) return 0
  if (label.toLowerCase().startsWith(text)) return 1
  return `${value} ${label}`.toLowerCase().includes(text) ? 2 : -1
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

function nextMonths(today: Date): readonly Suggestion[] {
  return Array.from({ length: 12 }, (_, ahead) => {
    const month = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + ahead, 1))
    return { value: `${MONTHS[month.getUTCMonth()]}${String(month.getUTCFullYear()).slice(2)}`, label: '' }
  })
}
