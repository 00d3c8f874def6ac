import {
  type EventContract,
  type EventMarket,
  eventCategories,
  eventMarkets,
  findEventContract,
  findOppositeContract,
  listEventContracts,
} from '../contracts/event-contracts.ts'
import { toExchangeTime } from '../contracts/opening-hours.ts'
import { type ApiCall, type Route, route } from '../http/define-route.ts'
import { createErrorWithoutStatus, type HttpResponse, json } from '../http/response.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { rejectMissingParameter } from './request-parameters.ts'

const exchange = 'FORECASTX'
const weekdays = ['Saturday', 'Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']

/** Creates the routes of event contracts: the tree of markets, and the details of one contract. */
export function createForecastRoutes(state: SimulatorState): readonly Route[] {
  function forContract(call: ApiCall, then: (found: EventContract) => HttpResponse): HttpResponse {
    if (!call.query.has('conid')) return rejectMissingParameter('conid')
    const found = findEventContract(Number(call.query.get('conid')))
    return found === undefined ? createErrorWithoutStatus(500, 'unknown') : then(found)
  }

  function market(call: ApiCall): HttpResponse {
    if (!call.query.has('underlyingConid')) return rejectMissingParameter('underlyingConid')
    const found = eventMarkets.find(({ conid }) => conid === Number(call.query.get('underlyingConid')))
    return found === undefined ? createErrorWithoutStatus(500, 'unknown') : json(marketView(found, state.now()))
  }

  return [
    route('GET', '/forecast/category/tree', 'session', () => json(categoryTree())),
    route('GET', '/forecast/contract/market', 'session', market),
    route('GET', '/forecast/contract/details', 'session', (call) =>
      forContract(call, (found) => json(detailsView(found))),
    ),
    route('GET', '/forecast/contract/rules', 'session', (call) => forContract(call, (found) => json(rulesView(found)))),
    route('GET', '/forecast/contract/schedules', 'session', (call) => forContract(call, () => json(schedulesView()))),
  ]
}

function categoryTree(): object {
  const branches = eventCategories.map(({ id, name, parentId }) => {
    const markets = eventMarkets.filter(({ category }) => category === id)
    const leaf = markets.map(({ symbol, conid, productConid, name: marketName }) => ({
      ...{ name: marketName, symbol, exchange, conid },
      product_conid: productConid,
    }))
    return [id, { name, ...(parentId && { parent_id: parentId }), ...(markets.length > 0 && { markets: leaf }) }]
  })
  return { categories: Object.fromEntries(branches) }
}

function marketView(market: EventMarket, now: number): object {
  return {
    market_name: market.name,
    exchange,
    symbol: market.symbol,
    logo_category: market.category,
    exclude_historical_data: false,
    payout: 1,
    contracts: listEventContracts(market, now).map(({ contract, expiration, threshold, side }) => ({
      conid: contract.conid,
      side,
      expiration: expiration.date,
      strike: threshold,
      strike_label: label(threshold),
      expiry_label: expiration.longCode,
      underlying_conid: market.conid,
      time_specifier: `${expiration.date.slice(0, 4)}.${expiration.date.slice(4, 6)}.${expiration.date.slice(6)}`,
    })),
  }
}

function detailsView(found: EventContract): object {
  const { contract, market, expiration, threshold, side } = found
  const other = findOppositeContract(found).contract.conid
  return {
    conid_yes: side === 'Y' ? contract.conid : other,
    conid_no: side === 'N' ? contract.conid : other,
    question: market.question.replace('#', String(threshold)),
    side,
    strike_label: label(threshold),
    strike: threshold,
    exchange,
    expiration: expiration.date,
    symbol: market.symbol,
    category: eventCategories.find(({ id }) => id === market.category)?.parentId,
    logo_category: market.category,
    measured_period: expiration.text,
    market_name: market.name,
    underlying_conid: market.conid,
    payout: 1,
  }
}

function rulesView({ contract, market, expiration, threshold }: EventContract): object {
  const at = (time: string) => toExchangeTime(expiration.date, time)
  return {
    asset_class: contract.secType,
    description: market.question.replace('#', String(threshold)),
    market_name: market.name,
    measured_period: expiration.text,
    threshold: threshold.toFixed(1),
    source_agency: market.source,
    data_and_resolution_link: market.link,
    last_trade_time: at('1600'),
    product_code: market.symbol,
    market_rules_link: market.link,
    release_time: at('1700'),
    payout_time: at('1800'),
    payout: '$1.00',
    price_increment: '$0.01',
    exchange_timezone: 'US/Central',
  }
}

/** Returns the trading hours of event markets, which are open all week except for fifteen minutes in the afternoon. */
function schedulesView(): object {
  const trading_times = [
    { open: '12:00 AM', close: '4:00 PM' },
    { open: '4:15 PM', close: '11:59 PM' },
  ]
  return {
    timezone: 'US/Central',
    trading_schedules: weekdays.map((day_of_week) => ({ day_of_week, trading_times })),
  }
}

function label(threshold: number): string {
  return `Above ${threshold}`
}
