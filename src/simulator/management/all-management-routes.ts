import type { World } from '../world.ts'
import { accountRoutes } from './account-routes.ts'
import { createCustomerRegistry } from './accounts/customer-registry.ts'
import { createRequestLog } from './accounts/request-log.ts'
import { echoRoutes } from './echo-routes.ts'
import { instructionRoutes } from './instruction-routes.ts'
import { createInstructionDesk } from './instructions/instruction-desk.ts'
import type { ManagementRoute } from './management-route.ts'
import { reportRoutes } from './report-routes.ts'
import { requestRoutes } from './request-routes.ts'
import { restrictionRoutes } from './restriction-routes.ts'
import { taskRoutes } from './task-routes.ts'
import { transferRoutes } from './transfer-routes.ts'
import { unknownShapeRoutes } from './unknown-shape-routes.ts'
import { utilityRoutes } from './utility-routes.ts'

/** Every operation of account management that the simulator knows. A new area is one file of routes and one line here. */
export function managementRoutes(world: World): readonly ManagementRoute[] {
  const registry = createCustomerRegistry(world)
  const requests = createRequestLog(world)
  const desk = createInstructionDesk(world, (accountId) => registry.find(accountId) !== undefined)
  return [
    ...accountRoutes(world, registry, requests),
    ...taskRoutes(registry, requests),
    ...requestRoutes(requests),
    ...transferRoutes(desk),
    ...instructionRoutes(desk),
    ...reportRoutes(world, registry),
    ...utilityRoutes(world, registry),
    ...restrictionRoutes(),
    ...echoRoutes(),
    ...unknownShapeRoutes(),
  ]
}
