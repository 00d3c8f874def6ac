import { accountId, post, read, readTwice, type ValidRequests } from '../valid-request.ts'

const portfolio = `portfolio/${accountId}`

export const portfolioRequests: ValidRequests = {
  'GET /portfolio/accounts': read('portfolio/accounts'),
  'GET /portfolio/positions/{conid}': readTwice('portfolio/positions/265598'),
  'GET /portfolio/subaccounts': read('portfolio/subaccounts'),
  'GET /portfolio/subaccounts2': read('portfolio/subaccounts2?page=0'),
  'GET /portfolio/subaccounts2/{page}': read('portfolio/subaccounts2/0'),
  'GET /portfolio/{accountId}/allocation': read(`${portfolio}/allocation`),
  'GET /portfolio/{accountId}/combo/positions': read(`${portfolio}/combo/positions`),
  'GET /portfolio/{accountId}/ledger': read(`${portfolio}/ledger`),
  'GET /portfolio/{accountId}/meta': read(`${portfolio}/meta`),
  'GET /portfolio/{accountId}/position/{conid}': readTwice(`${portfolio}/position/265598`),
  'POST /portfolio/{accountId}/positions/invalidate': post(`${portfolio}/positions/invalidate`),
  'GET /portfolio/{accountId}/positions/{pageId}': readTwice(`${portfolio}/positions/0`),
  'GET /portfolio/{accountId}/summary': read(`${portfolio}/summary`),
  'GET /portfolio2/{accountId}/positions': read(`portfolio2/${accountId}/positions`),
  'POST /portfolio/allocation': post('portfolio/allocation', { acctIds: [accountId] }),
}
