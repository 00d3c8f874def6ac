import { createReconnectingLink, type Link } from '../../shared/rpc/reconnecting-link.ts'
import { sessionSecret } from './browser-session.ts'
import { openBridgeTransport } from './host-bridge.ts'
import { recall, remember, tabStorage } from './local-memory.ts'
import { openWebSocketTransport, rpcAddress } from './web-socket-transport.ts'

let link: Link | undefined

const isText = (value: unknown): value is string => typeof value === 'string'

/** Remembers the profile of this window, which shows it again after a reload, also beside windows of other profiles. */
export const rememberProfile = (id: string): void => remember('profile', id, tabStorage)

/** Returns this window's only connection to its host. The first call opens the connection. */
export function hostLink(): Link {
  link ??= createReconnectingLink({
    connect: async () => {
      const bridge = window.ibkrConsole
      if (bridge) return openBridgeTransport(bridge)
      return openWebSocketTransport(rpcAddress(window.location), await sessionSecret())
    },
    greet(client) {
      const id = recall('profile', isText, '', tabStorage)
      // Without the profile, the window shows the selected one.
      if (id !== '') client.call('profiles.resume', { id }).catch(() => undefined)
    },
    now: Date.now,
    after: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  })
  return link
}
