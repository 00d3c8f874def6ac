import { calculateAccountValue } from '../account/valuation.ts'
import { type DayValue, generateNetAssetValues, sumValues } from '../analyst/net-asset-values.ts'
import {
  calculateCumulativeReturns,
  calculateMonthlyReturns,
  type PerformancePeriod,
  performancePeriods,
  selectPeriodValues,
} from '../analyst/performance.ts'
import { buildTransactionsView } from '../analyst/transactions.ts'
import { findInstrument } from '../contracts/find-instrument.ts'
import { type ApiCall, type Route, route } from '../http/define-route.ts'
import { createErrorWithoutStatus, type HttpResponse, json } from '../http/response.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { rejectInvalidParameter, rejectMissingParameter, withBody } from './request-parameters.ts'

const [defaultDays, maxDays] = [90, 730] as const

/**
 * Creates the routes of the portfolio analyst: performance over a fictitious year that ends with the present value, and
 * the executed transactions.
 */
export function createAnalystRoutes(state: SimulatorState): readonly Route[] {
  const { accounts, market, now } = state

  /** Calls `then` with the accounts of the body, or rejects an account that does not belong to the user. */
  function forAccounts(
    call: ApiCall,
    then: (ids: readonly string[], body: Readonly<Record<string, unknown>>) => HttpResponse,
  ): HttpResponse {
    return withBody(call, (body) => {
      const ids = body['acctIds']
      if (!isFilled(ids)) return rejectMissingParameter('acctIds')
      const unknown = ids.map(String).find((id) => accounts.find(id) === undefined)
      return unknown === undefined
        ? then(ids.map(String), body)
        : createErrorWithoutStatus(500, `Invalid account ID: ${unknown}`)
    })
  }

  /** Returns the daily values of a year. The values of several accounts are added. */
  function yearOf(ids: readonly string[]): readonly DayValue[] {
    const ledgers = ids.map((id) => accounts.find(id)).filter((ledger) => ledger !== undefined)
    return sumValues(
      ledgers.map((ledger) =>
        generateNetAssetValues(ledger.accountId, calculateAccountValue(ledger, market).netLiquidation, now()),
      ),
    )
  }

  function allPeriods(call: ApiCall): HttpResponse {
    return forAccounts(call, (ids) => {
      const year = yearOf(ids)
      const views = performancePeriods.map((period) => {
        const found = selectPeriodValues(period, year)
        return [
          period,
          {
            nav: found.values.map(({ value }) => value),
            cps: calculateCumulativeReturns(found),
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
          periods: performancePeriods,
          end: year.at(-1)?.date,
          baseCurrency: 'USD',
        },
        ...{ id: 'getPerformanceAllPeriods', included: ids, pm: 'TWR' },
      })
    })
  }

  function performance(call: ApiCall): HttpResponse {
    return forAccounts(call, (ids, body) => {
      const period = performancePeriods.find((each) => each === (body['period'] ?? '1Y'))
      return period === undefined
        ? createErrorWithoutStatus(400, `Invalid period: ${String(body['period'])}`)
        : json(performanceView(ids, yearOf(ids), period))
    })
  }

  function transactions(call: ApiCall): HttpResponse {
    return withBody(call, ({ acctIds, conids, currency, days = defaultDays }) => {
      if (!isFilled(acctIds) || !isFilled(conids) || typeof currency !== 'string' || currency === '') {
        return createErrorWithoutStatus(400, 'acctIds, currency and conids are required')
      }
      if (conids.length > 1) return rejectInvalidParameter('conids', 'one at a time')
      const instrument = findInstrument(Number(conids[0]))
      if (instrument === undefined) return createErrorWithoutStatus(500, 'unknown')
      const span = Number(days)
      if (!Number.isInteger(span) || span < 1 || span > maxDays) return rejectInvalidParameter('days', days)
      return forAccounts(call, (accountIds) =>
        json(buildTransactionsView(state, { accountIds, instrument, currency, days: span })),
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
  const found = selectPeriodValues(period, year)
  const { months, returns } = calculateMonthlyReturns(found)
  const dates = found.values.map(({ date }) => date)
  const about = { idType: 'acctid', start: dates[0], end: dates.at(-1), id: ids.join(','), baseCurrency: 'USD' }
  const startNAV = { date: found.start.date, val: found.start.value }
  return {
    ...{ currencyType: 'base', nd: found.values.length, id: 'getPerformanceData', included: ids, pm: 'TWR' },
    nav: { data: [{ ...about, navs: found.values.map(({ value }) => value), startNAV }], freq: 'D', dates },
    cps: { data: [{ ...about, returns: calculateCumulativeReturns(found) }], freq: 'D', dates },
    tpps: { data: [{ ...about, returns }], freq: 'M', dates: months },
  }
}
