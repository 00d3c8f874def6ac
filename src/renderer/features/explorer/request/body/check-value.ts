import type { DateFormat, TimestampFormat, ValueFormat } from '../../../../../shared/catalogue/shape.ts'
import { hasVariable } from '../../variables/variable-text.ts'
import { isDay, parseDateTime } from './date-time-text.ts'
import { isJsonNumber } from './read-json.ts'
import type { ValueSpec } from './value-spec.ts'

const DAYS: Readonly<Record<DateFormat, RegExp>> = {
  YYYYMMDD: /^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/,
  'YYYY-MM-DD': /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  'YYYY/MM/DD': /^\d{4}\/(0[1-9]|1[0-2])\/(0[1-9]|[12]\d|3[01])$/,
}

/** Pattern, and the message for a value that does not match. */
type Rule = readonly [pattern: RegExp, message: string]

const TIMES: Readonly<Record<TimestampFormat, Rule>> = {
  'YYYYMMDD-HH:mm:ss': [/^\d{8}-\d{2}:\d{2}:\d{2}$/, 'Enter a date-time such as 20261125-14:30:00.'],
  ISO: [/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/, 'Enter a date-time such as 2026-11-25T14:30:00Z.'],
  seconds: [/^\d{9,11}$/, 'Enter a Unix timestamp in seconds, such as 1795617000.'],
  milliseconds: [/^\d{12,14}$/, 'Enter a Unix timestamp in milliseconds, such as 1795617000000.'],
}

const FORMATS: Readonly<Partial<Record<ValueFormat, Rule>>> = {
  conid: [/^-?\d{1,19}$/, 'Enter a contract ID (digits only), or enter a symbol and choose a contract below.'],
  currency: [/^[A-Z]{3}$/, 'Enter a three-letter currency code, such as USD.'],
  fieldId: [/^\d{1,5}$/, 'Enter a field number, such as 31.'],
  period: [/^\d{1,4}(S|min|h|d|w|m|y)$/i, 'Enter at most 30min, 8h, 1000d, 792w, 182m or 15y; m means month.'],
  bar: [
    /^\d{1,2}(S|min|h|d|w|m)$/i,
    'Enter 1, 2, 3, 5, 10, 15 or 30min, 1, 2, 3, 4 or 8h, 1d, 1w or 1m; m means month.',
  ],
  month: [/^(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\d\d$/i, 'Enter a month such as JAN27.'],
  email: [/^[^\s@]+@[^\s@]+$/, 'Enter an e-mail address.'],
  base64: [/^[A-Za-z0-9+/]*={0,2}$/, 'Enter Base64: letters, digits, + and /.'],
}

/** Maximum number of allowed values that a message lists. */
const MAX_VALUES_LISTED = 6

/** Returns why a value is invalid, as a sentence. Does not check empty values and variables. */
export function checkValue(spec: ValueSpec, text: string): string | undefined {
  if (text === '' || hasVariable(text)) return undefined
  if (!spec.list) return checkOne(spec, text)
  const items = text.split(',').map((item) => item.trim())
  if (items.includes('')) return 'Enter a value on both sides of each comma.'
  if (spec.maximumItems !== undefined && items.length > spec.maximumItems) {
    return `Enter at most ${spec.maximumItems} values (currently ${items.length}).`
  }
  for (const item of items) {
    const problem = checkOne(spec, item)
    if (problem !== undefined) return items.length > 1 ? `${item}: ${problem}` : problem
  }
  return undefined
}

/** Reports whether the input is a symbol to look up instead of a contract id. */
export const isLookedUp = ({ format }: ValueSpec, text: string): boolean =>
  format === 'conid' && /(^|,)\s*[A-Za-z][^,]*$/.test(text)

function checkOne(spec: ValueSpec, text: string): string | undefined {
  // Checks a contract id first, because its message explains how to find the id.
  if (spec.format === 'conid') return checkFormat(spec, text)
  return checkKind(spec, text) ?? checkChoice(spec, text) ?? checkLimits(spec, text) ?? checkFormat(spec, text)
}

function checkKind({ kind }: ValueSpec, text: string): string | undefined {
  switch (kind) {
    case 'string':
      return undefined
    case 'boolean':
      return text === 'true' || text === 'false' ? undefined : 'Enter true or false.'
    case 'number':
      return isJsonNumber(text) ? undefined : 'Enter a number, such as 12.5.'
    case 'integer':
      return /^-?(0|[1-9]\d*)$/.test(text) ? undefined : 'Enter a whole number (no decimal point).'
  }
}

function checkChoice({ values, open }: ValueSpec, text: string): string | undefined {
  if (!values || open || values.includes(text)) return undefined
  const listed = values.slice(0, MAX_VALUES_LISTED).join(', ')
  return `Enter one of ${listed}${values.length > MAX_VALUES_LISTED ? ` and ${values.length - MAX_VALUES_LISTED} more` : ''}.`
}

function checkLimits(spec: ValueSpec, text: string): string | undefined {
  const { minimum, maximum, minimumLength, maximumLength, pattern } = spec
  if (spec.kind === 'integer' || spec.kind === 'number') {
    if (minimum !== undefined && Number(text) < minimum) return `Enter at least ${minimum}.`
    if (maximum !== undefined && Number(text) > maximum) return `Enter at most ${maximum}.`
  }
  if (minimumLength !== undefined && text.length < minimumLength) return `Enter at least ${minimumLength} characters.`
  if (maximumLength !== undefined && text.length > maximumLength) {
    return `Enter at most ${maximumLength} characters (currently ${text.length}).`
  }
  if (pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(text)) return undefined
  return (spec.format && FORMATS[spec.format]?.[1]) ?? `Use the format that IBKR expects: ${pattern}`
}

function checkFormat({ format, day, time }: ValueSpec, text: string): string | undefined {
  if (format === 'date' && day !== undefined) {
    if (!DAYS[day].test(text)) return `Enter a date as ${day}.`
    return isDay(text.replace(/\D/g, '')) ? undefined : 'Enter a valid date.'
  }
  if (format === 'date-time' && time !== undefined) {
    const [pattern, message] = TIMES[time]
    if (!pattern.test(text)) return message
    return parseDateTime(time, text) ? undefined : 'Enter a valid date and time.'
  }
  const [pattern, message] = (format && FORMATS[format]) ?? []
  return pattern?.test(text) === false ? message : undefined
}
