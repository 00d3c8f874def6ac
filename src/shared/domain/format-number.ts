const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 8 })

/** Formats a number: 1234567.5 → "1,234,567.5". */
export const formatNumber = (value: number): string => grouped.format(value)

/**
 * Groups the digits of a decimal string without rounding: "1234567.50" → "1,234,567.50". Returns other strings
 * unchanged.
 */
export function groupDigits(text: string): string {
  const parts = /^(-?)(\d+)(\.\d*)?$/.exec(text.trim().replaceAll(',', ''))
  if (!parts) return text
  const [, sign = '', whole = '', rest = ''] = parts
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest}`
}

/** Returns the number of decimals of a decimal string: "187.30" → 2. */
export const countDecimals = (text: string): number => text.split('.')[1]?.length ?? 0

/** Adds zeros to a decimal string, and never rounds: "187.3" with 2 decimals → "187.30". Returns other strings unchanged. */
export function padDecimals(text: string, decimals: number): string {
  const missing = decimals - countDecimals(text)
  if (missing <= 0 || !/\d$/.test(text)) return text
  return `${text}${text.includes('.') ? '' : '.'}${'0'.repeat(missing)}`
}

/** Groups the digits of each number in a text: "Filled 4321 of 5000" → "Filled 4,321 of 5,000". */
export const groupDigitsIn = (text: string): string => text.replace(/\d+(?:\.\d+)?/g, groupDigits)
