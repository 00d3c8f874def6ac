import { logIn } from '../controls.ts'
import { controlsOf, type Entrance, type EntranceSettings } from '../entrance.ts'
import { type Door, judged } from '../http/door.ts'
import { createGatewayGatekeeper } from './gatekeeper.ts'
import { loginPage } from './login-page.ts'

/** The doors of a gateway on the user's machine. It serves neither `/gw` nor any OAuth call. */
export function gatewayEntrance({ world }: EntranceSettings): Entrance {
  const login: Door = (request) => {
    const page = loginPage(request.method, request.path, () => logIn(world))
    return page === undefined ? undefined : judged(page, 'not-required')
  }
  return {
    gatekeeper: createGatewayGatekeeper(world.session),
    doors: [login],
    controls: controlsOf({}),
    oauth1: () => undefined,
  }
}
