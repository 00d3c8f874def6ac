import type { GoodRequests } from './good-request.ts'
import { accountRequests } from './requests/account-requests.ts'
import { contractRequests } from './requests/contract-requests.ts'
import { marketRequests } from './requests/market-requests.ts'
import { orderRequests } from './requests/order-requests.ts'
import { portfolioRequests } from './requests/portfolio-requests.ts'
import { sessionRequests } from './requests/session-requests.ts'

/** A good request for every operation. A new area is one file and one line here. */
export const goodRequests: GoodRequests = {
  ...accountRequests,
  ...contractRequests,
  ...marketRequests,
  ...orderRequests,
  ...portfolioRequests,
  ...sessionRequests,
}
