import { accountId, post, read, readTwice, type ValidRequests } from '../valid-request.ts'

const summary = `iserver/account/${accountId}/summary`

export const accountRequests: ValidRequests = {
  'GET /acesws/{accountId}/signatures-and-owners': read(`acesws/${accountId}/signatures-and-owners`),
  'GET /iserver/accounts': read('iserver/accounts'),
  'POST /iserver/account': post('iserver/account', { acctId: 'DU1234568' }),
  'POST /iserver/dynaccount': post('iserver/dynaccount', { acctId: 'DU1234568' }),
  'GET /iserver/account/search/{searchPattern}': read('iserver/account/search/DU12'),
  'GET /iserver/account/pnl/partitioned': readTwice('iserver/account/pnl/partitioned'),
  'GET /iserver/account/{accountId}/summary': read(summary),
  'GET /iserver/account/{accountId}/summary/available_funds': read(`${summary}/available_funds`),
  'GET /iserver/account/{accountId}/summary/balances': read(`${summary}/balances`),
  'GET /iserver/account/{accountId}/summary/margins': read(`${summary}/margins`),
  'GET /iserver/account/{accountId}/summary/market_value': read(`${summary}/market_value`),
}
