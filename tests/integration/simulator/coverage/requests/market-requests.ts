import { read, readTwice, type ValidRequests } from '../valid-request.ts'

const snapshot = 'iserver/marketdata/snapshot?conids=265598&fields=31,55,84,86'

export const marketRequests: ValidRequests = {
  'GET /iserver/marketdata/history': read('iserver/marketdata/history?conid=265598&period=1d&bar=1h'),
  'GET /iserver/marketdata/snapshot': readTwice(snapshot),
  'POST /iserver/marketdata/unsubscribe': async (client) => {
    await client.get(snapshot)
    return client.post('iserver/marketdata/unsubscribe', { conid: 265598 })
  },
  'GET /iserver/marketdata/{conid}/unsubscribe': async (client) => {
    await client.get(snapshot)
    return client.get('iserver/marketdata/265598/unsubscribe')
  },
  'GET /iserver/marketdata/unsubscribeall': read('iserver/marketdata/unsubscribeall'),
}
