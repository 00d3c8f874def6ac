import { accountsView } from '../rest/accounts-view.ts'
import { authenticationView, serverInfo, userName } from '../session/status-view.ts'
import type { World } from '../world.ts'

/** The frames that greet a socket once its session is known, in their order; the beat follows. */
export function greeting(world: World): readonly object[] {
  return [
    { topic: 'system', success: userName, isFT: false, isPaper: true },
    { topic: 'act', args: accountsView(world) },
    statusFrame(world),
  ]
}

/** The `sts` frame: at the greeting and whenever the session changes. */
export function statusFrame(world: World): object {
  const { authenticated, competing, connected, established } = authenticationView(world.session, world.now())
  const args = {
    authenticated,
    competing,
    connected,
    established,
    message: '',
    fail: '',
    ...serverInfo,
    username: userName,
  }
  return { topic: 'sts', args }
}

/** The beat that comes every ten seconds. */
export function heartbeat(world: World): object {
  return { topic: 'system', hb: world.realNow() }
}
