import { createRandom } from '../seeded-random.ts'

/** Value of an account at the close of one day. */
export interface DayValue {
  /** Date of the day as `YYYYMMDD`. */
  readonly date: string
  readonly value: number
}

const millisecondsPerDay = 86_400_000
/** Number of days: about a year of weekdays, plus the day before. */
const days = 262
const dailyVolatility = 0.007

/**
 * Returns a year of daily values that ends with the present value. The values are a random walk backwards over
 * weekdays, seeded by the account id so that every request returns the same values. Only the last value comes from the
 * ledger.
 */
export function generateNetAssetValues(accountId: string, present: number, now: number): readonly DayValue[] {
  const random = createRandom([...accountId].reduce((seed, letter) => seed * 31 + letter.charCodeAt(0), 7))
  const values: DayValue[] = []
  let value = present
  for (let at = now; values.length < days; at -= millisecondsPerDay) {
    if (values.length > 0 && [0, 6].includes(new Date(at).getUTCDay())) continue
    values.push({ date: new Date(at).toISOString().slice(0, 10).replaceAll('-', ''), value: roundTo(value, 4) })
    value /= 1 + 0.0003 + dailyVolatility * random.normal()
  }
  return values.reverse()
}

/** Adds the values of several accounts day by day. */
export function sumValues(accounts: readonly (readonly DayValue[])[]): readonly DayValue[] {
  const [first = [], ...others] = accounts
  return first.map(({ date, value }, at) => ({
    date,
    value: roundTo(
      others.reduce((sum, values) => sum + (values[at]?.value ?? 0), value),
      4,
    ),
  }))
}

/** Rounds to a number of decimals. */
export function roundTo(value: number, decimals: number): number {
  const scale = 10 ** decimals
  return Math.round(value * scale) / scale
}
