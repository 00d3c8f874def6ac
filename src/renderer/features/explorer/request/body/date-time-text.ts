import type { TimestampFormat } from '../../../../../shared/catalogue/shape.ts'
import type { ValueSpec } from './value-spec.ts'

/** Converts the value of a browser's date picker to IBKR's format. */
export function formatPicked({ format, day = 'YYYYMMDD', time }: ValueSpec, picked: string): string {
  if (format === 'date') return picked.replaceAll('-', { YYYYMMDD: '', 'YYYY-MM-DD': '-', 'YYYY/MM/DD': '/' }[day])
  const at = new Date(`${picked}Z`)
  switch (time) {
    case 'seconds':
      return String(at.getTime() / 1_000)
    case 'milliseconds':
      return String(at.getTime())
    case 'ISO':
      return at.toISOString().replace('.000', '')
    default:
      return at.toISOString().slice(0, 19).replaceAll('-', '').replace('T', '-')
  }
}

/** Returns the initial value of the date picker, or an empty string. */
export function pickerValue({ format, time }: ValueSpec, text: string): string {
  const digits = text.replace(/\D/g, '')
  if (format === 'date') return digits.length === 8 ? isoDay(digits) : ''
  return parseDateTime(time, text)?.toISOString().slice(0, 16) ?? ''
}

/** Formats a number of seconds or milliseconds since 1970 as a date-time. Returns undefined for other formats. */
export function describeTimestamp({ format, time }: ValueSpec, text: string): string | undefined {
  if (format !== 'date-time' || (time !== 'seconds' && time !== 'milliseconds')) return undefined
  const at = parseDateTime(time, text)
  return at && `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

const isoDay = (digits: string): string => `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`

/** Reports whether eight digits form an existing date. `Date` would accept February 30. */
export function isDay(digits: string): boolean {
  const at = new Date(`${isoDay(digits)}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === isoDay(digits)
}

export function parseDateTime(time: TimestampFormat | undefined, text: string): Date | undefined {
  const isNumber = time === 'seconds' || time === 'milliseconds'
  if (isNumber ? !/^\d+$/.test(text) : !isDay(text.replace(/\D/g, '').slice(0, 8))) return undefined
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)-(.*)$/, '$1-$2-$3T$4Z')
  const at = new Date(isNumber ? Number(text) * (time === 'seconds' ? 1_000 : 1) : iso)
  return Number.isNaN(at.getTime()) ? undefined : at
}
