import type { SecurityType } from '../contracts/contract.ts'
import { findContract, findUnderlyingsBySymbol } from '../contracts/find-contract.ts'
import { exchangeTimeZone, getOpeningHours, listTradingDays, toExchangeTime } from '../contracts/opening-hours.ts'
import { type ApiCall, type Route, route } from '../http/define-route.ts'
import { createErrorWithoutStatus, json } from '../http/response.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { rejectInvalidParameter, rejectMissingParameter } from './request-parameters.ts'

type Interval = readonly [opening: string, closing: string]

const assetClasses = ['STK', 'OPT', 'FUT', 'CFD', 'WAR', 'SWP', 'FND', 'BND', 'ICS']

/** Creates the routes for trading hours: by conid, and by symbol in the older operation. */
export function createScheduleRoutes(state: SimulatorState): readonly Route[] {
  function byConid(call: ApiCall) {
    if (!call.query.has('conid')) return rejectMissingParameter('conid')
    const contract = findContract(Number(call.query.get('conid')))
    if (contract === undefined) return rejectInvalidParameter('conid', call.query.get('conid'))
    const { liquid, extended } = getOpeningHours(contract.secType)
    const interval = (day: string, [opening, closing]: Interval) => ({
      opening: toExchangeTime(day, opening),
      closing: toExchangeTime(day, closing),
    })
    const days = listTradingDays(state.now()).map((day) => [
      day,
      {
        liquid_hours: [interval(day, liquid)],
        extended_hours: [{ ...interval(day, extended), cancel_daily_orders: true }],
      },
    ])
    return json({ exchange_time_zone: exchangeTimeZone, schedules: Object.fromEntries(days) })
  }

  function bySymbol({ query }: ApiCall) {
    const assetClass = query.get('assetClass')
    const [symbol, conid] = [query.get('symbol'), query.get('conid')]
    if (assetClass === null || (symbol === null) === (conid === null)) {
      return createErrorWithoutStatus(400, 'Bad Request: assetClass and exactly one of symbol/conid are required')
    }
    if (!assetClasses.includes(assetClass)) return rejectInvalidParameter('assetClass', assetClass)
    const contract = symbol === null ? findContract(Number(conid)) : underlyingBySymbol(symbol)
    if (contract === undefined) return json([])
    const secType = assetClass === 'BND' ? 'BOND' : (assetClass as SecurityType)
    const asked = query.get('exchange') ?? query.get('exchangeFilter')
    // Hours belong to an exchange, and SMART is not an exchange.
    const venues = (asked === null ? contract.exchanges : [asked]).filter((venue) => venue !== 'SMART')
    return json(venues.map((venue) => venueView(venue, secType, contract.conid)))
  }

  return [
    route('GET', '/contract/trading-schedule', 'session', byConid),
    route('GET', '/trsrv/secdef/schedule', 'session', bySymbol),
  ]
}

const underlyingBySymbol = (symbol: string) => findUnderlyingsBySymbol(symbol).find((each) => each.symbol === symbol)

/** Returns a week of one exchange. The first of January 2000 was a Saturday; its week represents the weekdays. */
function venueView(exchange: string, secType: SecurityType, conid: number): object {
  const { liquid, extended } = getOpeningHours(secType)
  const schedules = [1, 2, 3, 4, 5, 6, 7].map((day) => {
    const open = day > 2
    return {
      clearingCycleEndTime: open ? '1700' : '0000',
      tradingScheduleDate: `2000010${day}`,
      sessions: open ? [{ openingTime: liquid[0], closingTime: liquid[1], prop: 'LIQUID' }] : [],
      tradingtimes: open ? tradingTimes(liquid, extended) : [],
    }
  })
  return {
    id: `p${conid % 100_000}`,
    tradeVenueId: `v${conid % 10_000}`,
    exchange,
    description: `${exchange} of the simulated market`,
    timezone: 'America/New_York',
    schedules,
  }
}

/** Returns the sessions of a day in order. Only regular hours have a property. The last session cancels DAY orders. */
function tradingTimes(liquid: Interval, extended: Interval): readonly object[] {
  const regular = { openingTime: liquid[0], closingTime: liquid[1], prop: 'LIQUID', cancelDayOrders: 'Y' }
  if (extended[0] === liquid[0]) return [regular]
  return [
    { openingTime: extended[0], closingTime: liquid[0], cancelDayOrders: 'N' },
    { ...regular, cancelDayOrders: 'N' },
    { openingTime: liquid[1], closingTime: extended[1], cancelDayOrders: 'Y' },
  ]
}
