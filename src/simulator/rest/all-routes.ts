import type { Route } from '../http/call.ts'
import type { SimulatorState } from '../simulator-state.ts'
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

/**
 * Creates the routes of all operations below `/v1/api`. A new area needs one file of routes and one line in this list.
 */
export function allRoutes(state: SimulatorState, endSession: () => void): readonly Route[] {
  return [
    ...sessionRoutes(state, endSession),
    ...accountRoutes(state),
    ...portfolioRoutes(state),
    ...positionRoutes(state),
    ...searchRoutes(state),
    ...secdefRoutes(state),
    ...contractRoutes(state),
    ...scheduleRoutes(state),
    ...trsrvRoutes(state),
    ...currencyRoutes(),
    ...forecastRoutes(state),
    ...marketRoutes(state),
    ...scannerRoutes(state),
    ...watchlistRoutes(state),
    ...alertRoutes(state),
    ...fyiRoutes(state),
    ...analystRoutes(state),
    ...allocationRoutes(state),
    ...modelRoutes(state),
    ...unknownShapeRoutes(state),
    ...orderRoutes(state),
    ...notificationRoutes(state),
    ...liveOrderRoutes(state),
  ]
}
