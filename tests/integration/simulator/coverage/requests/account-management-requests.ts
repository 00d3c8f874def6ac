import { managementClient, sendGoodRequest } from '../../../../unit/simulator/management-client.ts'
import { managementRequests } from '../../../../unit/simulator/management-requests.ts'
import type { GoodRequest, GoodRequests } from '../good-request.ts'

/** Account management, called directly: its bearer tokens and signatures have tests of their own. */
export const accountManagementRequests: GoodRequests = Object.fromEntries(
  Object.keys(managementRequests).map((operation): [string, GoodRequest] => [
    operation,
    () => sendGoodRequest(managementClient, operation),
  ]),
)
