import type { SecurityType } from '../contracts/contract.ts'
import { exchangeTime, exchangeTimeZone, tradingDaysRound, tradingHoursOf } from '../contracts/contract-hours.ts'
import { contractByConid, underlyingsBySymbol } from '../contracts/directory.ts'
import { bareError, json } from '../http/answer.ts'
import type { Call, Route } from '../http/call.ts'
import type { World } from '../world.ts'
import { parameterMissing, parameterWrong } from './required.ts'

const assetClasses = ['STK', 'OPT', 'FUT', 'CFD', 'WAR', 'SWP', 'FND', 'BND', 'ICS']

/** Trading hours, in the new form by conid and in the old one by symbol. */
export function scheduleRoutes(world: World): readonly Route[] {
  function byConid(call: Call) {
    if (!call.query.has('conid')) return parameterMissing('conid')
    const contract = contractByConid(Number(call.query.get('conid')))
    if (contract === undefined) return bareError(500, 'unknown')
    const { liquid, extended } = tradingHoursOf(contract.secType)
    const interval = (day: string, [opening, closing]: readonly [string, string]) => ({
      opening: exchangeTime(day, opening),
      closing: exchangeTime(day, closing),
    })
    const days = tradingDaysRound(world.now()).map((day) => [
      day,
      {
        liquid_hours: [interval(day, liquid)],
        extended_hours: [{ ...interval(day, extended), cancel_daily_orders: true }],
      },
    ])
    return json({ exchange_time_zone: exchangeTimeZone, schedules: Object.fromEntries(days) })
  }

  function bySymbol({ query }: Call) {
    const assetClass = query.get('assetClass')
    const symbol = query.get('symbol')
    if (assetClass === null) return parameterMissing('assetClass')
    if (!assetClasses.includes(assetClass)) return parameterWrong('assetClass', assetClass)
    if (symbol === null) return parameterMissing('symbol')
    const [contract] = underlyingsBySymbol(symbol).filter((each) => each.symbol === symbol)
    if (contract === undefined) return json([])
    const exchange = query.get('exchange') ?? query.get('exchangeFilter') ?? contract.listingExchange
    return json([venueView(exchange, assetClass === 'BND' ? 'BOND' : (assetClass as SecurityType), contract.conid)])
  }

  return [
    { methods: ['GET'], path: '/contract/trading-schedule', needs: 'session', answer: byConid },
    { methods: ['GET'], path: '/trsrv/secdef/schedule', needs: 'session', answer: bySymbol },
  ]
}

/** A week of one venue: the first of January 2000 was a Saturday, and its days stand for weekdays. */
function venueView(exchange: string, secType: SecurityType, conid: number): object {
  const { liquid, extended } = tradingHoursOf(secType)
  const schedules = [1, 2, 3, 4, 5, 6, 7].map((day) => {
    const open = day > 2
    return {
      clearingCycleEndTime: open ? '1700' : '0000',
      tradingScheduleDate: `2000010${day}`,
      sessions: open ? [{ openingTime: liquid[0], closingTime: liquid[1], prop: 'LIQUID' }] : [],
      tradingtimes: open ? [{ openingTime: extended[0], closingTime: extended[1], cancelDayOrders: 'Y' }] : [],
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
