import { addWeekdays } from '../contracts/expirations.ts'
import { createStockListReader, findContract } from '../contracts/find-contract.ts'
import { futuresFamilies, listFutures } from '../contracts/futures.ts'
import { findOtherStockBySymbol } from '../contracts/other-stocks.ts'
import { type ApiCall, type Route, readRequestField, route } from '../http/define-route.ts'
import { json } from '../http/response.ts'
import { findStockBySymbol } from '../market/instruments.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { buildSecurityDefinition } from './contract-views.ts'
import { rejectInvalidParameter, rejectMissingParameter, splitCommaList } from './request-parameters.ts'

const maxConids = 200
const endedMilliseconds = 5 * 86_400_000

/**
 * Creates the routes for reference data without a brokerage session: stocks and futures by symbol, definitions by
 * conid.
 */
export function createTrsrvRoutes(state: SimulatorState): readonly Route[] {
  const listingOf = createStockListReader(state.listedStocks)

  function definitions(call: ApiCall) {
    const body = readRequestField(call, 'conids')
    const asked: readonly unknown[] = Array.isArray(body) ? body : splitCommaList(call.query.get('conids'))
    if (asked.length === 0) return rejectMissingParameter('conids')
    if (asked.length > maxConids) return rejectInvalidParameter('conids', `at most ${maxConids}`)
    const found = asked.map((conid) => findContract(Number(conid))).filter((contract) => contract !== undefined)
    return json({ secdef: found.map(buildSecurityDefinition) })
  }

  function bySymbol(entries: (symbol: string) => readonly object[]) {
    return (call: ApiCall) => {
      const symbols = splitCommaList(call.query.get('symbols'))
      if (symbols.length === 0) return rejectMissingParameter('symbols')
      return json(Object.fromEntries(symbols.map((symbol) => [symbol, entries(symbol)])))
    }
  }

  return [
    route('GET', '/trsrv/stocks', 'session', bySymbol(stockEntries)),
    route(
      'GET',
      '/trsrv/futures',
      'session',
      bySymbol((symbol) => futureEntries(symbol, state.now())),
    ),
    // This older operation reads the conids from the body.
    route(['GET', 'POST'], '/trsrv/secdef', 'session', definitions),
    route('GET', '/trsrv/all-conids', 'session', (call) => {
      const exchange = call.query.get('exchange')
      if (exchange === null) return rejectMissingParameter('exchange')
      return { ...json(null), body: listingOf(exchange) }
    }),
  ]
}

/** Finds stocks by their symbol, which is case sensitive. */
function stockEntries(symbol: string): readonly object[] {
  const stock = findStockBySymbol(symbol) ?? findOtherStockBySymbol(symbol)
  if (stock === undefined) return []
  const contract = { conid: stock.conid, exchange: stock.listingExchange, isUS: stock.currency === 'USD' }
  return [{ name: stock.companyName, chineseName: '', assetClass: 'STK', contracts: [contract] }]
}

/** Returns the futures of a symbol, with dates as numbers. A future is listed for some days after its expiration. */
function futureEntries(symbol: string, now: number): readonly object[] {
  const family = futuresFamilies.find((each) => each.symbol === symbol)
  const futures = family === undefined ? [] : listFutures(family, now - endedMilliseconds)
  return futures.map(({ conid, underlyingConid, expiry = '' }) => {
    // The last trading day, which was observed before and after the expiration: the day before for ES, the day after
    // for CL.
    const last = Number(addWeekdays(expiry, symbol === 'CL' ? 1 : -1))
    return {
      ...{ symbol, conid, underlyingConid },
      expirationDate: Number(expiry),
      ...{ ltd: last, shortFuturesCutOff: last, longFuturesCutOff: last },
    }
  })
}
