import { readNumber } from '../../../ui/read-number.ts'

/** Returns why a text is not a number; undefined for a number and for an empty text. */
export function numberProblem(text: string): string | undefined {
  if (text.trim() === '' || readNumber(text) !== undefined) return undefined
  if (text.includes(',')) return 'Use a decimal point, such as 12.5. Commas group thousands.'
  return /^[\d\s'’.]+$/.test(text) ? 'Enter a number such as 1,000 or 12.5.' : 'Enter a number.'
}

/** Returns why a whole quantity is ambiguous: `1.000` is 1,000 in many countries. */
export const groupProblem = (text: string): string | undefined =>
  /^\d{1,3}(?:\.\d{3})+$/.test(text.trim()) && Number.isInteger(readNumber(text))
    ? `${text.trim()} is ambiguous. Enter ${text.trim().replaceAll('.', ',')} or ${readNumber(text)}.`
    : undefined

/**
 * Returns how a number was understood; undefined if it can be read in only one way. `1.000` and `411,555` have another
 * value in many countries.
 */
export function describeUnderstood(text: string): string | undefined {
  const value = readNumber(text)
  return value !== undefined && /,|\.\d{3}$/.test(text.trim()) ? `Understood as ${String(value)}` : undefined
}
