import { logIn } from '../controls.ts'
import { controlsOf, type Entrance, type EntranceSettings } from '../entrance.ts'
import { iserverError } from '../http/answer.ts'
import { type Door, judged, unanswered } from '../http/door.ts'
import { createAddressFilter } from './address-list.ts'
import { addressRefused, createGatewayGatekeeper } from './gatekeeper.ts'
import { habitsOf } from './habits.ts'
import { loginPage } from './login-page.ts'

/** The doors of a gateway on the user's machine. It serves neither `/gw` nor any OAuth call. */
export function gatewayEntrance({ world, options }: EntranceSettings): Entrance {
  const habits = habitsOf(options)
  const mayCall = createAddressFilter(options.ips)
  let upstream = true

  const addresses: Door = ({ address }) => (mayCall(address) ? undefined : judged(addressRefused(), 'address-denied'))

  const login: Door = ({ method, path }) => {
    const page = loginPage(method, path, () => logIn(world))
    return page === undefined ? undefined : judged(page, 'not-required')
  }

  const link: Door = () => {
    if (upstream) return undefined
    const answer = judged(iserverError(503, 'Service Unavailable'), 'upstream-down')
    return habits.hangWithoutUpstream ? unanswered('upstream-down') : answer
  }

  return {
    gatekeeper: createGatewayGatekeeper(world.session, { mayCall, loginRedirect: habits.loginRedirect }),
    doors: [addresses, login, link],
    controls: controlsOf({
      setUpstream: (reachable) => {
        upstream = reachable
      },
    }),
    oauth1: () => undefined,
  }
}
