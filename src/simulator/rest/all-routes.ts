import type { Route } from '../http/call.ts'
import type { World } from '../world.ts'
import { accountRoutes } from './account-routes.ts'
import { alertRoutes } from './alert-routes.ts'
import { allocationRoutes } from './allocation-routes.ts'
import { analystRoutes } from './analyst-routes.ts'
import { contractRoutes, currencyRoutes } from './contract-routes.ts'
import { forecastRoutes } from './forecast-routes.ts'
import { fyiRoutes } from './fyi-routes.ts'
import { liveOrderRoutes } from './live-order-routes.ts'
import { marketRoutes } from './market-routes.ts'
import { modelRoutes } from './model-routes.ts'
import { notificationRoutes, orderRoutes } from './order-routes.ts'
import { portfolioRoutes } from './portfolio-routes.ts'
import { positionRoutes } from './position-routes.ts'
import { scannerRoutes } from './scanner-routes.ts'
import { scheduleRoutes } from './schedule-routes.ts'
import { searchRoutes } from './search-routes.ts'
import { secdefRoutes } from './secdef-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { trsrvRoutes } from './trsrv-routes.ts'
import { unknownShapeRoutes } from './unknown-shape-routes.ts'
import { watchlistRoutes } from './watchlist-routes.ts'

/** All operations below `/v1/api`. A new area needs one file of routes and one line here. */
export function allRoutes(world: World, endSession: () => void): readonly Route[] {
  return [
    ...sessionRoutes(world, endSession),
    ...accountRoutes(world),
    ...portfolioRoutes(world),
    ...positionRoutes(world),
    ...searchRoutes(world),
    ...secdefRoutes(world),
    ...contractRoutes(world),
    ...scheduleRoutes(world),
    ...trsrvRoutes(world),
    ...currencyRoutes(),
    ...forecastRoutes(world),
    ...marketRoutes(world),
    ...scannerRoutes(world),
    ...watchlistRoutes(world),
    ...alertRoutes(world),
    ...fyiRoutes(world),
    ...analystRoutes(world),
    ...allocationRoutes(world),
    ...modelRoutes(world),
    ...unknownShapeRoutes(world),
    ...orderRoutes(world),
    ...notificationRoutes(world),
    ...liveOrderRoutes(world),
  ]
}
