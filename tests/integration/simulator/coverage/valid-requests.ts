import { accountManagementRequests } from './requests/account-management-requests.ts'
import { accountRequests } from './requests/account-requests.ts'
import { adviserRequests } from './requests/adviser-requests.ts'
import { analystRequests } from './requests/analyst-requests.ts'
import { contractRequests } from './requests/contract-requests.ts'
import { loginRequests } from './requests/login-requests.ts'
import { marketRequests } from './requests/market-requests.ts'
import { orderRequests } from './requests/order-requests.ts'
import { portfolioRequests } from './requests/portfolio-requests.ts'
import { sessionRequests } from './requests/session-requests.ts'
import { watchlistAndAlertRequests } from './requests/watchlist-and-alert-requests.ts'
import type { ValidRequests } from './valid-request.ts'

/** Valid request for every operation. A new area needs one file and one line here. */
export const validRequests: ValidRequests = {
  ...accountRequests,
  ...accountManagementRequests,
  ...adviserRequests,
  ...analystRequests,
  ...contractRequests,
  ...loginRequests,
  ...marketRequests,
  ...orderRequests,
  ...portfolioRequests,
  ...sessionRequests,
  ...watchlistAndAlertRequests,
}
