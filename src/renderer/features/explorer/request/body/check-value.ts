import type { DaySpelling, Format, TimeSpelling } from '../../../../../shared/catalogue/shape.ts'
import { hasVariable } from '../../variables/variable-text.ts'
import { isDay, parseTime } from './date-time-text.ts'
import { isJsonNumber } from './read-json.ts'
import type { ValueSpec } from './value-spec.ts'

const DAYS: Readonly<Record<DaySpelling, RegExp>> = {
  YYYYMMDD: /^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/,
  'YYYY-MM-DD': /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  'YYYY/MM/DD': /^\d{4}\/(0[1-9]|1[0-2])\/(0[1-9]|[12]\d|3[01])$/,
}

const TIMES: Readonly<Record<TimeSpelling, { readonly pattern: RegExp; readonly words: string }>> = {
  'YYYYMMDD-HH:mm:ss': { pattern: /^\d{8}-\d{2}:\d{2}:\d{2}$/, words: 'such as 20261125-14:30:00' },
  ISO: { pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/, words: 'such as 2026-11-25T14:30:00Z' },
  seconds: { pattern: /^\d{9,11}$/, words: 'in seconds since 1970, such as 1795617000' },
  milliseconds: { pattern: /^\d{12,14}$/, words: 'in milliseconds since 1970, such as 1795617000000' },
}

/** How IBKR spells lengths of time and months. */
const LENGTHS: Readonly<Partial<Record<Format, { readonly pattern: RegExp; readonly words: string }>>> = {
  period: {
    pattern: /^\d{1,4}(S|min|h|d|w|m|y)$/i,
    words: 'Up to 30min, 8h, 1000d, 792w, 182m or 15y; m is a month.',
  },
  bar: {
    pattern: /^\d{1,2}(S|min|h|d|w|m)$/i,
    words: '1, 2, 3, 5, 10, 15 or 30min, 1, 2, 3, 4 or 8h, 1d, 1w or 1m; m is a month.',
  },
  month: {
    pattern: /^(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\d\d$/i,
    words: 'A month such as JAN27.',
  },
}

const MAX_VALUES_TOLD = 6

/** Why a value will not do, in a sentence; undefined where it will, is empty, or holds a variable that is not filled in yet. */
export function checkValue(spec: ValueSpec, text: string): string | undefined {
  if (text === '' || hasVariable(text)) return undefined
  if (!spec.list) return checkOne(spec, text)
  const items = text.split(',').map((item) => item.trim())
  if (items.includes('')) return 'There is a comma without a value.'
  if (spec.maximumItems !== undefined && items.length > spec.maximumItems) {
    return `At most ${spec.maximumItems} values; these are ${items.length}.`
  }
  for (const item of items) {
    const problem = checkOne(spec, item)
    if (problem !== undefined) return items.length > 1 ? `${item}: ${problem}` : problem
  }
  return undefined
}

/** A symbol where a contract id belongs: it is being looked for, and wrong only once somebody wants to send. */
export const isSought = ({ format }: ValueSpec, text: string): boolean =>
  format === 'conid' && /(^|,)\s*[A-Za-z][^,]*$/.test(text)

function checkOne(spec: ValueSpec, text: string): string | undefined {
  // What is typed there at first is a symbol.
  if (spec.format === 'conid') return checkFormat(spec, text)
  return checkKind(spec, text) ?? checkChoice(spec, text) ?? checkLimits(spec, text) ?? checkFormat(spec, text)
}

function checkKind({ kind }: ValueSpec, text: string): string | undefined {
  switch (kind) {
    case 'string':
      return undefined
    case 'boolean':
      return text === 'true' || text === 'false' ? undefined : 'true or false.'
    case 'number':
      return isJsonNumber(text) ? undefined : 'A number, such as 12.5.'
    case 'integer':
      return /^-?(0|[1-9]\d*)$/.test(text) ? undefined : 'A whole number, without a point.'
  }
}

function checkChoice({ values, open }: ValueSpec, text: string): string | undefined {
  if (!values || open || values.includes(text)) return undefined
  const told = values.slice(0, MAX_VALUES_TOLD).join(', ')
  return `One of ${told}${values.length > MAX_VALUES_TOLD ? ` and ${values.length - MAX_VALUES_TOLD} more` : ''}.`
}

function checkLimits(spec: ValueSpec, text: string): string | undefined {
  const { minimum, maximum, minimumLength, maximumLength, pattern } = spec
  if (spec.kind === 'integer' || spec.kind === 'number') {
    if (minimum !== undefined && Number(text) < minimum) return `At least ${minimum}.`
    if (maximum !== undefined && Number(text) > maximum) return `At most ${maximum}.`
  }
  if (minimumLength !== undefined && text.length < minimumLength) return `At least ${minimumLength} characters.`
  if (maximumLength !== undefined && text.length > maximumLength) {
    return `At most ${maximumLength} characters; these are ${text.length}.`
  }
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(text)) {
    const words = spec.format && LENGTHS[spec.format]?.words
    if (words !== undefined) return words
    return `Not in the format that IBKR expects: ${pattern}`
  }
  return undefined
}

function checkFormat(spec: ValueSpec, text: string): string | undefined {
  const { format, day, time } = spec
  switch (format) {
    case 'conid':
      return /^-?\d{1,19}$/.test(text) ? undefined : 'A contract id is digits only. Type a symbol and choose one below.'
    case 'currency':
      return /^[A-Z]{3}$/.test(text) ? undefined : 'A currency in three capitals, such as USD.'
    case 'fieldId':
      return /^\d{1,5}$/.test(text) ? undefined : 'The number of a field, such as 31.'
    case 'date':
      if (day === undefined) return undefined
      if (!DAYS[day].test(text)) return `A day as ${day}.`
      return isDay(text.replace(/\D/g, '')) ? undefined : 'There is no such day.'
    case 'moment':
      if (time === undefined) return undefined
      if (!TIMES[time].pattern.test(text)) return `A moment ${TIMES[time].words}.`
      return parseTime(spec, text) ? undefined : 'There is no such moment.'
    case 'period':
    case 'bar':
    case 'month':
      return LENGTHS[format]?.pattern.test(text) === false ? LENGTHS[format]?.words : undefined
    case 'email':
      return /^[^\s@]+@[^\s@]+$/.test(text) ? undefined : 'An e-mail address.'
    case 'base64':
      return /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? undefined : 'Base64: letters, digits, + and /.'
    default:
      return undefined
  }
}
