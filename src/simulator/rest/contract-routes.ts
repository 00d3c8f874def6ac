import { bareError, iserverError, json } from '../http/answer.ts'
import { type Call, field, type Route } from '../http/call.ts'
import { type Instrument, instrumentByConid, instrumentBySymbol, instruments } from '../market/instruments.ts'
import type { World } from '../world.ts'
import { contractInfo, searchEntry, securityDefinition, validExchanges } from './contract-views.ts'

const maxConids = 200

/** Finding instruments and reading their definitions. */
export function contractRoutes(world: World): readonly Route[] {
  const { session } = world

  function search(call: Call) {
    const asked = field(call, 'symbol')
    if (typeof asked !== 'string' || asked === '') return iserverError(400, 'Bad Request: symbol is required')
    const byName = String(field(call, 'name')) === 'true'
    const found = byName ? searchByName(asked) : searchBySymbol(asked)
    // A search by name does not open the contract details.
    if (!byName) for (const instrument of found) session.warmUps().searched.add(instrument.conid)
    return json(found.map((instrument) => searchEntry(instrument, byName)))
  }

  return [
    {
      methods: ['GET'],
      path: '/trsrv/stocks',
      needs: 'session',
      answer: (call) => {
        const symbols = list(call.query.get('symbols'))
        if (symbols.length === 0) return iserverError(400, 'Bad Request: symbols is required')
        return json(Object.fromEntries(symbols.map((symbol) => [symbol, stockEntries(symbol)])))
      },
    },
    {
      methods: ['GET'],
      path: '/trsrv/secdef',
      needs: 'session',
      answer: (call) => {
        const conids = list(call.query.get('conids')).map(Number)
        if (conids.length === 0) return iserverError(400, 'Bad Request: conids is required')
        if (conids.length > maxConids) return iserverError(400, `Bad Request: at most ${maxConids} conids`)
        const found = conids.map(instrumentByConid).filter((instrument) => instrument !== undefined)
        return json({ secdef: found.map(securityDefinition) })
      },
    },
    { methods: ['GET', 'POST'], path: '/iserver/secdef/search', needs: 'brokerage', answer: search },
    {
      methods: ['GET'],
      path: '/iserver/secdef/info',
      needs: 'brokerage',
      answer: (call) => {
        const conid = Number(call.query.get('conid'))
        const instrument = instrumentByConid(conid)
        // Details stay empty until the symbol was searched in this session.
        if (instrument === undefined || !session.warmUps().searched.has(conid)) return json([])
        return json([
          {
            conid,
            symbol: instrument.symbol,
            secType: 'STK',
            exchange: call.query.get('exchange') ?? 'SMART',
            listingExchange: instrument.listingExchange,
            right: '?',
            strike: 0,
            currency: 'USD',
            cusip: null,
            coupon: 'No Coupon',
            desc1: instrument.symbol,
            desc2: '',
            maturityDate: null,
            multiplier: '0',
            tradingClass: instrument.symbol,
            validExchanges: validExchanges(instrument),
          },
        ])
      },
    },
    {
      methods: ['GET'],
      path: '/iserver/contract/{conid}/info',
      needs: 'brokerage',
      answer: (call) => {
        const instrument = instrumentByConid(Number(call.parameters['conid']))
        return instrument === undefined ? bareError(500, 'unknown') : json(contractInfo(instrument))
      },
    },
  ]
}

function searchBySymbol(symbol: string): readonly Instrument[] {
  const wanted = symbol.toUpperCase()
  const exact = instrumentBySymbol(wanted)
  const others = instruments.filter((instrument) => instrument !== exact && instrument.symbol.startsWith(wanted))
  return exact === undefined ? others : [exact, ...others]
}

function searchByName(name: string): readonly Instrument[] {
  return instruments.filter((instrument) => instrument.companyName.toLowerCase().includes(name.toLowerCase()))
}

/** Only upper-case symbols are found. */
function stockEntries(symbol: string): readonly object[] {
  const instrument = instrumentBySymbol(symbol)
  if (instrument === undefined) return []
  const contract = { conid: instrument.conid, exchange: instrument.listingExchange, isUS: true }
  return [{ name: instrument.companyName, chineseName: null, assetClass: 'STK', contracts: [contract] }]
}

function list(text: string | null): readonly string[] {
  return (text ?? '').split(',').filter((part) => part !== '')
}
