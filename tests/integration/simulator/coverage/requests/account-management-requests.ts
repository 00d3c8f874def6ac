import { managementClient, sendValidRequest } from '../../../../unit/simulator/management-client.ts'
import { managementRequests } from '../../../../unit/simulator/management-requests.ts'
import type { ValidRequest, ValidRequests } from '../valid-request.ts'

/** Account management requests, called directly. Other tests cover their bearer tokens and signatures. */
export const accountManagementRequests: ValidRequests = Object.fromEntries(
  Object.keys(managementRequests).map((operation): [string, ValidRequest] => [
    operation,
    () => sendValidRequest(managementClient, operation),
  ]),
)
