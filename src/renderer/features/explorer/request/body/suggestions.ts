import { marketDataFields } from '../../../../../shared/catalogue/market-data-fields.ts'
import type { ValueSpec } from './value-spec.ts'

/** A value that is offered, and what it is. */
export interface Suggestion {
  readonly value: string
  readonly words: string
}

const plain = (values: string): readonly Suggestion[] => values.split(' ').map((value) => ({ value, words: '' }))

const CURRENCIES = plain('USD EUR GBP CHF JPY CAD AUD HKD SGD SEK NOK DKK PLN CZK HUF ILS INR CNH MXN NZD ZAR')
const EXCHANGES = plain(
  'SMART NYSE NASDAQ ARCA AMEX CBOE CME CBOT NYMEX COMEX GLOBEX IBIS LSE SEHK TSEJ IDEALPRO PAXOS',
)
const COUNTRIES = plain('USA CAN GBR DEU FRA CHE NLD ITA ESP SWE IRL AUT BEL AUS JPN HKG SGP IND')
const PERIODS = lengths('30min 1h 8h 1d 2d 5d 1w 2w 1m 3m 6m 1y 2y 5y')
const BARS = lengths('1min 2min 3min 5min 10min 15min 30min 1h 2h 3h 4h 8h 1d 1w 1m')
const LANGUAGES = plain('en de fr es it zh ja')

/** In words, because IBKR's `m` is a month and not a minute. */
function lengths(values: string): readonly Suggestion[] {
  const units: Readonly<Record<string, string>> = {
    min: 'minute',
    h: 'hour',
    d: 'day',
    w: 'week',
    m: 'month',
    y: 'year',
  }
  return values.split(' ').map((value) => {
    const [, count = '', unit = ''] = /^(\d+)(.*)$/.exec(value) ?? []
    return { value, words: `${count} ${units[unit]}${count === '1' ? '' : 's'}` }
  })
}

const FIELDS: readonly Suggestion[] = marketDataFields
  .filter(({ retired }) => !retired)
  .map(({ id, name }) => ({ value: String(id), words: name }))

/** The accounts of the session, which the catalogue cannot know. */
export interface SessionValues {
  readonly accounts: readonly string[]
}

/** What a control offers below it; empty where the value is free. */
export function suggestionsFor(spec: ValueSpec, { accounts }: SessionValues): readonly Suggestion[] {
  if (spec.values) return spec.values.map((value) => ({ value, words: spec.meanings?.[value] ?? '' }))
  switch (spec.format) {
    case 'accountId':
    case 'groupOrAccountId':
      return [
        { value: '{{accountId}}', words: 'the selected account' },
        ...accounts.map((value) => ({ value, words: '' })),
      ]
    case 'fieldId':
      return FIELDS
    case 'currency':
      return CURRENCIES
    case 'exchange':
      return EXCHANGES
    case 'country':
      return COUNTRIES
    case 'language':
      return LANGUAGES
    case 'period':
      return PERIODS
    case 'bar':
      return BARS
    case 'month':
      return nextMonths(new Date())
    default:
      return []
  }
}

/** Those that hold what was typed, the ones that begin with it first. */
export function matching(suggestions: readonly Suggestion[], typed: string, most = 50): readonly Suggestion[] {
  const text = typed.trim().toLowerCase()
  if (text === '' || suggestions.some(({ value }) => value === typed)) return suggestions.slice(0, most)
  const ranked = suggestions
    .map((suggestion) => ({ suggestion, rank: rankOf(suggestion, text) }))
    .filter(({ rank }) => rank >= 0)
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ suggestion }) => suggestion)
}

function rankOf({ value, words }: Suggestion, text: string): number {
  if (value.toLowerCase().startsWith(text)) return 0
  if (words.toLowerCase().startsWith(text)) return 1
  return `${value} ${words}`.toLowerCase().includes(text) ? 2 : -1
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

function nextMonths(today: Date): readonly Suggestion[] {
  return Array.from({ length: 12 }, (_, ahead) => {
    const month = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + ahead, 1))
    const year = String(month.getUTCFullYear()).slice(2)
    return { value: `${MONTHS[month.getUTCMonth()]}${year}`, words: '' }
  })
}
