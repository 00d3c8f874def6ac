import type { ValueSpec } from './value-spec.ts'

/** What a picker of the browser says (`2026-11-25`, `2026-11-25T14:30`, taken as UTC), spelled as IBKR wants it. */
export function spell(spec: ValueSpec, picked: string): string {
  if (spec.format === 'date') {
    const separator = { YYYYMMDD: '', 'YYYY-MM-DD': '-', 'YYYY/MM/DD': '/' }[spec.day ?? 'YYYYMMDD']
    return picked.replaceAll('-', separator)
  }
  const at = new Date(`${picked}Z`)
  switch (spec.time) {
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

/** What the picker begins with; empty where the text says no moment. */
export function pickerValue(spec: ValueSpec, text: string): string {
  const digits = text.replace(/\D/g, '')
  if (spec.format === 'date') {
    return digits.length === 8 ? `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}` : ''
  }
  const at = parseTime(spec, text)
  return at === undefined ? '' : at.toISOString().slice(0, 16)
}

/** A count since 1970 in words; undefined for what can be read as it stands. */
export function momentWords(spec: ValueSpec, text: string): string | undefined {
  if (spec.format !== 'moment' || (spec.time !== 'seconds' && spec.time !== 'milliseconds')) return undefined
  const at = parseTime(spec, text)
  return at && `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** Whether eight digits, year first, are a day of the calendar. */
export function isDay(digits: string): boolean {
  const at = new Date(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10).replaceAll('-', '') === digits
}

/** The point in time that a text of the spec's spelling says, or undefined. */
export function parseTime(spec: ValueSpec, text: string): Date | undefined {
  if (spec.time !== 'seconds' && spec.time !== 'milliseconds' && !isDay(text.replace(/\D/g, '').slice(0, 8)))
    return undefined

  const at = new Date(readable(spec, text))
  return Number.isNaN(at.getTime()) ? undefined : at
}

function readable(spec: ValueSpec, text: string): string | number {
  switch (spec.time) {
    case 'seconds':
      return /^\d+$/.test(text) ? Number(text) * 1_000 : Number.NaN
    case 'milliseconds':
      return /^\d+$/.test(text) ? Number(text) : Number.NaN
    case 'ISO':
      return text
    default:
      return text.replace(/^(\d{4})(\d\d)(\d\d)-(.*)$/, '$1-$2-$3T$4Z')
  }
}
