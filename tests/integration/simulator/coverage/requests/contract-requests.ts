import type { HttpClient } from '../../http-client.ts'
import { post, read, readTwice, type ValidRequests } from '../valid-request.ts'

export const contractRequests: ValidRequests = {
  'GET /contract/trading-schedule': read('contract/trading-schedule?conid=8314'),
  'POST /iserver/contract/rules': post('iserver/contract/rules', { conid: 8314, isBuy: true }),
  'GET /iserver/contract/{conid}/algos': readTwice('iserver/contract/8314/algos?addDescription=1&addParams=1'),
  'GET /iserver/contract/{conid}/info': read('iserver/contract/8314/info'),
  'GET /iserver/contract/{conid}/info-and-rules': read('iserver/contract/8314/info-and-rules'),
  'GET /iserver/currency/pairs': read('iserver/currency/pairs?currency=USD'),
  'GET /iserver/exchangerate': read('iserver/exchangerate?source=AUD&target=USD'),
  'GET /iserver/secdef/bond-filters': read('iserver/secdef/bond-filters?symbol=BOND&issuerId=e8314'),
  'GET /iserver/secdef/info': async (client) => {
    await client.get('iserver/secdef/search?symbol=IBM')
    return client.get('iserver/secdef/info?conid=8314&sectype=STK')
  },
  'GET /iserver/secdef/search': read('iserver/secdef/search?symbol=IBM'),
  'POST /iserver/secdef/search': post('iserver/secdef/search', { symbol: 'IBM' }),
  'GET /iserver/secdef/strikes': async (client) => {
    const month = await firstMonth(client)
    return client.get(`iserver/secdef/strikes?conid=8314&sectype=OPT&month=${month}`)
  },
  'GET /trsrv/all-conids': read('trsrv/all-conids?exchange=NASDAQ'),
  'GET /trsrv/futures': read('trsrv/futures?symbols=ES'),
  'GET /trsrv/secdef': read('trsrv/secdef?conids=8314'),
  'POST /trsrv/secdef': post('trsrv/secdef', { conids: [8314] }),
  'GET /trsrv/secdef/schedule': read('trsrv/secdef/schedule?assetClass=STK&symbol=IBM'),
  'GET /trsrv/stocks': read('trsrv/stocks?symbols=IBM'),
  'GET /forecast/category/tree': read('forecast/category/tree'),
  'GET /forecast/contract/details': async (client) =>
    client.get(`forecast/contract/details?conid=${await event(client)}`),
  'GET /forecast/contract/market': read('forecast/contract/market?underlyingConid=741000000'),
  'GET /forecast/contract/rules': async (client) => client.get(`forecast/contract/rules?conid=${await event(client)}`),
  'GET /forecast/contract/schedules': async (client) =>
    client.get(`forecast/contract/schedules?conid=${await event(client)}`),
}

/** Searches for IBM, and returns the first month of its options. */
async function firstMonth(client: HttpClient): Promise<string> {
  const { body } = await client.get('iserver/secdef/search?symbol=IBM')
  const [hit] = body as readonly { readonly sections: readonly { readonly months?: string }[] }[]
  return hit?.sections.find(({ months }) => months !== undefined)?.months?.split(';')[0] ?? ''
}

async function event(client: HttpClient): Promise<number> {
  const { body } = await client.get('forecast/contract/market?underlyingConid=741000000')
  return (body as { readonly contracts: readonly { readonly conid: number }[] }).contracts[0]?.conid ?? 0
}
