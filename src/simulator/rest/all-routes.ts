import type { Route } from '../http/define-route.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { createAccountRoutes } from './account-routes.ts'
import { createAlertRoutes } from './alert-routes.ts'
import { createAllocationRoutes } from './allocation-routes.ts'
import { createAnalystRoutes } from './analyst-routes.ts'
import { createContractRoutes, createCurrencyRoutes } from './contract-routes.ts'
import { createForecastRoutes } from './forecast-routes.ts'
import { createFyiRoutes } from './fyi-routes.ts'
import { createLiveOrderRoutes } from './live-order-routes.ts'
import { createMarketRoutes } from './market-routes.ts'
import { createModelRoutes } from './model-routes.ts'
import { createNotificationRoutes, createOrderRoutes } from './order-routes.ts'
import { createPlaceholderRoutes } from './placeholder-routes.ts'
import { createPortfolioRoutes } from './portfolio-routes.ts'
import { createPositionRoutes } from './position-routes.ts'
import { createScannerRoutes } from './scanner-routes.ts'
import { createScheduleRoutes } from './schedule-routes.ts'
import { createSearchRoutes } from './search-routes.ts'
import { createSecdefRoutes } from './secdef-routes.ts'
import { createSessionRoutes } from './session-routes.ts'
import { createTrsrvRoutes } from './trsrv-routes.ts'
import { createWatchlistRoutes } from './watchlist-routes.ts'

/**
 * Creates the routes of all operations below `/v1/api`. A new area needs one file of routes and one line in this list.
 */
export function createAllRoutes(state: SimulatorState, endSession: () => void): readonly Route[] {
  return [
    ...createSessionRoutes(state, endSession),
    ...createAccountRoutes(state),
    ...createPortfolioRoutes(state),
    ...createPositionRoutes(state),
    ...createSearchRoutes(state),
    ...createSecdefRoutes(state),
    ...createContractRoutes(state),
    ...createScheduleRoutes(state),
    ...createTrsrvRoutes(state),
    ...createCurrencyRoutes(),
    ...createForecastRoutes(state),
    ...createMarketRoutes(state),
    ...createScannerRoutes(state),
    ...createWatchlistRoutes(state),
    ...createAlertRoutes(state),
    ...createFyiRoutes(state),
    ...createAnalystRoutes(state),
    ...createAllocationRoutes(state),
    ...createModelRoutes(state),
    ...createPlaceholderRoutes(state),
    ...createOrderRoutes(state),
    ...createNotificationRoutes(state),
    ...createLiveOrderRoutes(state),
  ]
}
