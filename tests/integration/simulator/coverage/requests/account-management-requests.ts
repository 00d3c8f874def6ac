import { managementClient } from '../../../../unit/simulator/management-client.ts'
import { managementRequests } from '../../../../unit/simulator/management-requests.ts'
import { createSimulatedWorld } from '../../../../unit/simulator/simulated-world.ts'
import { accountId, type GoodRequest, type GoodRequests } from '../good-request.ts'

/** Account management, asked without doors: its bearers and signatures have tests of their own. */
export const accountManagementRequests: GoodRequests = Object.fromEntries(
  Object.entries(managementRequests).map(([operation, ask]): [string, GoodRequest] => [
    operation,
    () => ask(managementClient(createSimulatedWorld({ accountIds: [accountId, 'DU1234568'] }).world)),
  ]),
)
