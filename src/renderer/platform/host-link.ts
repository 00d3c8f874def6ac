import { createReconnectingLink, type Link } from '../../shared/rpc/reconnecting-link.ts'
import { sessionSecret } from './browser-session.ts'
import { openBridgeTransport } from './host-bridge.ts'
import { openWebSocketTransport, rpcAddress } from './web-socket-transport.ts'

let link: Link | undefined

/** Returns this window's only connection to its host. The first call opens the connection. */
export function hostLink(): Link {
  link ??= createReconnectingLink({
    connect: async () => {
      const bridge = window.ibkrConsole
      if (bridge) return openBridgeTransport(bridge)
      return openWebSocketTransport(rpcAddress(window.location), await sessionSecret())
    },
    now: Date.now,
    after: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  })
  return link
}
