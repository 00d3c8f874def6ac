import type { Call } from '../http/call.ts'
import { accountStatuses } from './accounts/customer-account.ts'
import type { InvalidArgument } from './problem.ts'

const millisecondsPerDay = 86_400_000
const maxLimit = 1000

/** What a listing is asked for: a span of time, a page of it, and perhaps a status. */
export interface Period {
  readonly from: number
  /** The end of the last day. */
  readonly to: number
  readonly offset: number
  /** 1 to 1000. */
  readonly limit: number
  readonly status: string | undefined
}

/** Reads `startDate`, `endDate`, `offset`, `limit` and `status` from the query, or says what is wrong with them. */
export function periodOf(call: Call): Period | readonly InvalidArgument[] {
  const { query } = call
  const from = Date.parse(query.get('startDate') ?? '')
  const to = Date.parse(query.get('endDate') ?? '')
  const offset = Number(query.get('offset') ?? 0)
  const limit = Number(query.get('limit') ?? maxLimit)
  const status = query.get('status') ?? undefined
  const known: readonly string[] = accountStatuses
  const wrong = [
    ...['startDate', 'endDate'].filter((name) => query.has(name) && Number.isNaN(Date.parse(query.get(name) ?? ''))),
    ...(Number.isSafeInteger(offset) && offset >= 0 ? [] : ['offset']),
    ...(Number.isSafeInteger(limit) && limit >= 1 && limit <= maxLimit ? [] : ['limit']),
    ...(status === undefined || known.includes(status) ? [] : ['status']),
  ]
  const faults = [
    ...['startDate', 'endDate']
      .filter((name) => !query.has(name))
      .map((field) => ({ field, description: 'Missing required parameter' })),
    ...wrong.map((field) => ({ field, description: 'Invalid value' })),
  ]
  return faults.length > 0 ? faults : { from, to: to + millisecondsPerDay - 1, offset, limit, status }
}

/** One page of what falls into the period, with its count. */
export function pageOf<T>(
  period: Period,
  entries: readonly T[],
  at: (entry: T) => number,
  status: (entry: T) => string,
) {
  const fits = entries.filter(
    (entry) =>
      at(entry) >= period.from &&
      at(entry) <= period.to &&
      (period.status === undefined || status(entry) === period.status),
  )
  const { offset, limit } = period
  return { entries: fits.slice(offset, offset + limit), offset, limit, total: fits.length }
}

/** True for the faults of a period. */
export function isFaulty(period: Period | readonly InvalidArgument[]): period is readonly InvalidArgument[] {
  return Array.isArray(period)
}
