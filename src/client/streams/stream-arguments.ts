import { suggestSimilarName } from '../../shared/domain/suggest-similar-name.ts'
import { requireObject } from '../check-arguments.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { formatJson } from '../format-json.ts'
import { findQuoteFieldId, QUOTE_FIELDS } from './quote-fields.ts'

// Checks the arguments of streams, because callers in plain JavaScript may pass anything. Each function throws
// IbkrError `config-invalid` for an invalid argument.

const MOST_DAYS = 7

/** Returns the contract as a string. Throws if it is not a conid above 0, optionally with an exchange. */
export function readContractArgument(name: string, contract: unknown): string {
  const text = readTopicTargetArgument(name, contract)
  if (/^0*[1-9]\d*(?:@.+)?$/.test(text)) return text
  throw invalid(`${name} must be a conid such as 265598, not ${JSON.stringify(text.slice(0, 40))}.`)
}

export function readAccountArgument(account: unknown): string {
  if (typeof account === 'string') return readTopicTargetArgument('account', account)
  throw invalid(`account must be the id of an account, not ${textFor(account)}.`)
}

/** Returns a value as a string that can be part of a subscription, between two `+`. Throws for any other value. */
export function readTopicTargetArgument(name: string, value: unknown): string {
  const text = textFor(value)
  if ((typeof value === 'string' || typeof value === 'number') && /^[\w.@;,/:-]+$/.test(text)) return text
  throw invalid(`${name} is not usable in a subscription: ${JSON.stringify(text)}.`)
}

/** Returns the number of days of executions; default one. */
export function readDaysArgument(options: unknown): number {
  requireObject(options, 'The argument of trades')
  const days: unknown = Reflect.get(options, 'days') ?? 1
  if (typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days
  throw invalid(`days must be a whole number from 1 to ${MOST_DAYS}, not ${textFor(days)}.`)
}

/** Returns market data fields as IBKR's numbers. */
export function readQuoteFieldIds(fields: unknown): readonly string[] {
  if (!Array.isArray(fields)) {
    throw invalid("fields must be a list of names or numbers of market data fields, such as ['last', 'bid'].")
  }
  if (fields.length === 0) throw invalid('fields is empty: pass at least one.')
  return fields.map((field: unknown) => {
    const text = textFor(field)
    const id = typeof field === 'string' || typeof field === 'number' ? findQuoteFieldId(text) : undefined
    if (id !== undefined) return id
    const near = suggestSimilarName(text, Object.keys(QUOTE_FIELDS))
    const names = near === undefined ? 'QUOTE_FIELDS lists the names.' : `Did you mean ${near}?`
    throw invalid(`"${text}" is neither the name nor the number of a market data field. ${names}`)
  })
}

/** Returns the JSON at the end of a subscription. */
export function readJsonArgument(name: string, value: unknown): string {
  requireObject(value, `The ${name} of a stream`)
  const text = formatJson(value, `The ${name} of a stream`)
  if (text?.startsWith('{')) return text
  throw invalid(`The ${name} of a stream must be an object of names and values.`)
}

/** Describes a value for an error: objects and symbols may have no string form. */
function textFor(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, 300)
  return value === null || ['number', 'boolean', 'undefined'].includes(typeof value) ? String(value) : typeof value
}

function invalid(message: string): IbkrError {
  return new IbkrError('config-invalid', message)
}
