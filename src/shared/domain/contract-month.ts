/** The names of months in IBKR's descriptions of contracts, from January on. */
export const MONTH_NAMES = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** Formats a day, `20270120` as `20JAN27`, or a month, `202612` as `DEC26`. Undefined for any other text. Pure. */
export function formatExpiry(date = ''): string | undefined {
  const [, year, month, day = ''] = /^\d{2}(\d{2})(\d{2})(\d{2})?$/.exec(date) ?? []
  const name = MONTH_NAMES[Number(month) - 1]
  return name === undefined ? undefined : `${day}${name}${year}`
}

/** Parses a month of IBKR's search: `JAN27` is `202701`. Undefined for any other text. Pure. */
export function parseSearchMonth(text: string): string | undefined {
  const [, name = '', year] = /^([A-Z]{3})(\d{2})$/.exec(text) ?? []
  const month = MONTH_NAMES.indexOf(name) + 1
  return month === 0 ? undefined : `20${year}${String(month).padStart(2, '0')}`
}
