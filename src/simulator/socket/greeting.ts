import { accountsView } from '../rest/accounts-view.ts'
import { authenticationView, serverInfo, userName } from '../session/status-view.ts'
import type { World } from '../world.ts'

/** The first frame of a greeting; `act`, `sts` and the beat follow. */
export function welcome(world: World): object {
  return { topic: 'system', success: userName, isFT: false, isPaper: world.accounts.paper }
}

/** The `act` frame: at the greeting and whenever another account is selected. */
export function accountsFrame(world: World): object {
  return { topic: 'act', args: accountsView(world) }
}

/** The beat that comes every ten seconds. */
export function heartbeat(world: World): object {
  return { topic: 'system', hb: world.realNow() }
}

/** Arguments of the `sts` frame. */
export function statusOf(world: World): Readonly<Record<string, string | boolean>> {
  const { authenticated, competing, connected, established } = authenticationView(world.session)
  return {
    authenticated,
    competing,
    connected,
    established,
    message: '',
    fail: '',
    ...serverInfo,
    username: userName,
  }
}
