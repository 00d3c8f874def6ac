import { accountId, post, read, type ValidRequests } from '../valid-request.ts'

const acctIds = [accountId]
const sell = { conid: 265598, orderType: 'LMT', side: 'SELL', price: 236, quantity: 1, tif: 'DAY' }

/** Requests of the portfolio analyst, the scanner, and operations that IBKR documents by title alone. */
export const analystRequests: ValidRequests = {
  'POST /pa/allperiods': post('pa/allperiods', { acctIds }),
  'POST /pa/performance': post('pa/performance', { acctIds, period: '1Y' }),
  'POST /pa/transactions': async (client) => {
    await client.post(`iserver/account/${accountId}/orders`, { orders: [sell] })
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const response = await client.post('pa/transactions', { acctIds, conids: [265598], currency: 'USD', days: 7 })
      if ((response.body as { readonly rpnl: { readonly amt: string } }).rpnl.amt !== '0') return response
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    throw new Error('The sale did not fill')
  },
  'POST /pa/allocation': post('pa/allocation', { acctIds }),
  'POST /pa/summary': post('pa/summary', { acctIds }),
  'GET /iserver/scanner/params': read('iserver/scanner/params'),
  'POST /iserver/scanner/run': post('iserver/scanner/run', {
    ...{ instrument: 'STK', type: 'TOP_PERC_GAIN', location: 'STK.US.MAJOR' },
    filter: [{ code: 'priceAbove', value: 5 }],
  }),
  'POST /hmds/auth/init': post('hmds/auth/init'),
  'GET /hmds/history': async (client) => {
    await client.post('hmds/auth/init')
    return client.get('hmds/history?conid=8314&period=1d&bar=1h')
  },
  'POST /hmds/scanner': async (client) => {
    await client.post('hmds/auth/init')
    return client.post('hmds/scanner')
  },
  'GET /md/snapshot': read('md/snapshot?conids=8314&fields=31'),
  'GET /md/regsnapshot': read('md/regsnapshot?conid=8314'),
  'GET /ccp/*': read('ccp/status'),
}
