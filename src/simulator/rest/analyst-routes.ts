import { valueAccount } from '../account/valuation.ts'
import { type DayValue, netAssetValues, sumOfValues } from '../analyst/net-asset-values.ts'
import {
  cumulativeReturns,
  monthlyReturns,
  type PerformancePeriod,
  periods,
  periodValuesOf,
} from '../analyst/performance.ts'
import { transactionsView } from '../analyst/transactions.ts'
import { type Call, type Route, route } from '../http/call.ts'
import { bareError, type HttpResponse, json } from '../http/response.ts'
import { instrumentByConid } from '../market/instruments.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { parameterMissing, parameterWrong, withBody } from './parameters.ts'

const [defaultDays, maxDays] = [90, 730] as const

/**
 * Creates the routes of the portfolio analyst: performance over a fictitious year that ends with the present value, and
 * the executed transactions.
 */
export function analystRoutes(state: SimulatorState): readonly Route[] {
  const { accounts, market, now } = state

  /** Calls `then` with the accounts of the body, or rejects an account that does not belong to the user. */
  function forAccounts(
    call: Call,
    then: (ids: readonly string[], body: Readonly<Record<string, unknown>>) => HttpResponse,
  ): HttpResponse {
    return withBody(call, (body) => {
      const ids = body['acctIds']
      if (!isFilled(ids)) return parameterMissing('acctIds')
      const unknown = ids.map(String).find((id) => accounts.find(id) === undefined)
      return unknown === undefined ? then(ids.map(String), body) : bareError(500, `Invalid account ID: ${unknown}`)
    })
  }

  /** Returns the daily values of a year. The values of several accounts are added. */
  function yearOf(ids: readonly string[]): readonly DayValue[] {
    const ledgers = ids.map((id) => accounts.find(id)).filter((ledger) => ledger !== undefined)
    return sumOfValues(
      ledgers.map((ledger) => netAssetValues(ledger.accountId, valueAccount(ledger, market).netLiquidation, now())),
    )
  }

  function allPeriods(call: Call): HttpResponse {
    return forAccounts(call, (ids) => {
      const year = yearOf(ids)
      const views = periods.map((period) => {
        const found = periodValuesOf(period, year)
        return [
          period,
          {
            nav: found.values.map(({ value }) => value),
            cps: cumulativeReturns(found),
            freq: 'D',
            dates: found.values.map(({ date }) => date),
            startNAV: { date: found.start.date, val: found.start.value },
          },
        ]
      })
      return json({
        ...{ currencyType: 'base', view: ids, nd: year.length },
        [ids.join(',')]: {
          ...Object.fromEntries(views),
          lastSuccessfulUpdate: new Date(now()).toISOString().slice(0, 19).replace('T', ' '),
          start: year[1]?.date,
          periods,
          end: year.at(-1)?.date,
          baseCurrency: 'USD',
        },
        ...{ id: 'getPerformanceAllPeriods', included: ids, pm: 'TWR' },
      })
    })
  }

  function performance(call: Call): HttpResponse {
    return forAccounts(call, (ids, body) => {
      const period = periods.find((each) => each === (body['period'] ?? '1Y'))
      return period === undefined
        ? bareError(400, `Invalid period: ${String(body['period'])}`)
        : json(performanceView(ids, yearOf(ids), period))
    })
  }

  function transactions(call: Call): HttpResponse {
    return withBody(call, ({ acctIds, conids, currency, days = defaultDays }) => {
      if (!isFilled(acctIds) || !isFilled(conids) || typeof currency !== 'string' || currency === '') {
        return bareError(400, 'acctIds, currency and conids are required')
      }
      if (conids.length > 1) return parameterWrong('conids', 'one at a time')
      const instrument = instrumentByConid(Number(conids[0]))
      if (instrument === undefined) return bareError(500, 'unknown')
      const span = Number(days)
      if (!Number.isInteger(span) || span < 1 || span > maxDays) return parameterWrong('days', days)
      return forAccounts(call, (accountIds) =>
        json(transactionsView(state, { accountIds, instrument, currency, days: span })),
      )
    })
  }

  return [
    route('POST', '/pa/allperiods', 'session', allPeriods),
    route('POST', '/pa/performance', 'session', performance),
    route('POST', '/pa/transactions', 'session', transactions),
  ]
}

function isFilled(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0
}

function performanceView(ids: readonly string[], year: readonly DayValue[], period: PerformancePeriod): object {
  const found = periodValuesOf(period, year)
  const { months, returns } = monthlyReturns(found)
  const dates = found.values.map(({ date }) => date)
  const about = { idType: 'acctid', start: dates[0], end: dates.at(-1), id: ids.join(','), baseCurrency: 'USD' }
  const startNAV = { date: found.start.date, val: found.start.value }
  return {
    ...{ currencyType: 'base', nd: found.values.length, id: 'getPerformanceData', included: ids, pm: 'TWR' },
    nav: { data: [{ ...about, navs: found.values.map(({ value }) => value), startNAV }], freq: 'D', dates },
    cps: { data: [{ ...about, returns: cumulativeReturns(found) }], freq: 'D', dates },
    tpps: { data: [{ ...about, returns }], freq: 'M', dates: months },
  }
}
