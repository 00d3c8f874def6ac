import type { PerformanceView } from '../../../shared/contract/account-views.ts'
import { endsEarly, type PeriodReturns } from '../../../shared/domain/performance.ts'
import { formatDateTime, formatSpan, formatTimeOfDay } from '../../ui/format-time.ts'

type ReadPerformance = Extract<PerformanceView, { kind: 'read' }>

/** Formats a return with its sign: 0.0321 → "+3.21%". */
export function formatReturn(value: number): string {
  const text = (100 * value).toFixed(2)
  return Number(text) === 0 ? '0.00%' : `${value > 0 ? '+' : ''}${text}%`
}

/** Formats a day: "20261204" → "2026-12-04". */
export const formatDay = (day: string): string => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`

/** Formats a time of today as "14:05", and any other time as "2026-12-03 14:05". */
export const formatMinute = (at: number, now: number): string =>
  new Date(at).toDateString() === new Date(now).toDateString()
    ? formatTimeOfDay(at).slice(0, 5)
    : formatDateTime(at).slice(0, 16)

/** Describes the age of the values, and when the next ones may be requested. */
export function ageText({ values, next }: ReadPerformance, now: number): string {
  const age = values && `As of ${formatMinute(values.at, now)} (${formatSpan(roundedAge(now - values.at))} ago)`
  const update = next.kind === 'sent' ? 'updating…' : `next update possible ${formatMinute(next.until, now)}`
  return age === undefined ? update.replace(/^\w/, (letter) => letter.toUpperCase()) : `${age}; ${update}`
}

/** Drops the seconds of an age above a minute, because the values are of days. */
const roundedAge = (ms: number): number => (ms < 60_000 ? ms : Math.floor(ms / 60_000) * 60_000)

/** Describes why an account has no values yet, and when they are requested. */
export function describeWait({ next }: ReadPerformance, now: number): string {
  if (next.kind === 'sent') return 'The console has requested it from IBKR.'
  const at = `This account is requested at ${formatMinute(next.until, now)}.`
  return next.after === undefined
    ? at
    : `IBKR allows one request every 15 minutes for all accounts of a login. The last one was for ${next.after}. ${at}`
}

/** Describes a failed request, and when the next one follows. */
export function describeProblem({ problem, next }: ReadPerformance, now: number): string {
  const failed = problem === undefined ? '' : `At ${formatMinute(problem.at, now)}: ${problem.message}`
  const again = next.kind === 'sent' ? 'requests it again now' : `requests it again at ${formatMinute(next.until, now)}`
  return `${failed} The console ${again}.`
}

export interface BenchmarkLine {
  readonly symbol: string
  /** Currency of the closes; undefined if it is unknown. */
  readonly currency: string | undefined
  /** Undefined without a close at the beginning of the period. */
  readonly returns: readonly (number | null)[] | undefined
}

/** Describes what limits the picture: missing days, currencies and dividends. */
export function describeLimits(
  { days, beginsLate }: PeriodReturns,
  { at, currency, benchmark }: { at: number; currency: string | undefined; benchmark: BenchmarkLine | undefined },
): readonly string[] {
  const [first = '', last = ''] = [days[0], days.at(-1)]
  const notes: string[] = []
  if (beginsLate) notes.push(`IBKR's values begin on ${formatDay(first)}.`)
  if (endsEarly(days, at)) notes.push(`IBKR's values end on ${formatDay(last)}.`)
  if (benchmark === undefined) return notes
  notes.push(`Benchmark: closes in ${benchmark.currency ?? 'an unknown currency'}, without dividends.`)
  if (benchmark.currency !== currency || currency === undefined)
    notes.push(`The account is in ${currency ?? 'an unknown currency'}; no exchange rate is applied.`)
  if (benchmark.returns === undefined) notes.push(`${benchmark.symbol} has no close for ${formatDay(first)}.`)
  else {
    const lastClose = days[benchmark.returns.findLastIndex((value) => value !== null)]
    if (lastClose !== last) notes.push(`Last close of ${benchmark.symbol}: ${formatDay(lastClose ?? first)}.`)
  }
  return notes
}
