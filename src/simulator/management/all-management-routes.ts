import type { World } from '../world.ts'
import { echoRoutes } from './echo-routes.ts'
import type { ManagementRoute } from './management-route.ts'

/** Every operation of account management that the simulator knows. A new area is one file of routes and one line here. */
export function managementRoutes(_world: World): readonly ManagementRoute[] {
  return [...echoRoutes()]
}
