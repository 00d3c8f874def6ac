import type { Route } from '../http/call.ts'
import type { World } from '../world.ts'
import { accountRoutes } from './account-routes.ts'
import { contractRoutes } from './contract-routes.ts'
import { liveOrderRoutes } from './live-order-routes.ts'
import { marketRoutes } from './market-routes.ts'
import { orderRoutes } from './order-routes.ts'
import { portfolioRoutes } from './portfolio-routes.ts'
import { sessionRoutes } from './session-routes.ts'

/** Every operation that the simulator knows. A new area is one file of routes and one line here. */
export function allRoutes(world: World, endSession: () => void): readonly Route[] {
  return [
    ...sessionRoutes(world, endSession),
    ...accountRoutes(world),
    ...portfolioRoutes(world),
    ...contractRoutes(world),
    ...marketRoutes(world),
    ...orderRoutes(world),
    ...liveOrderRoutes(world),
  ]
}
