import { memoryPair } from '../../../../src/shared/rpc/memory-pair.ts'
import { servePretended } from './pretended-host.ts'
import { scenario } from './scenarios.ts'

const name = new URLSearchParams(window.location.search).get('scenario') ?? 'ready'

// Without a bridge the window looks for a real host and finds none: the state of a lost connection.
if (name !== 'unreachable') {
  const pair = memoryPair()
  servePretended(pair.host, scenario(name, Date.now()))
  Object.assign(window, {
    ibkrConsole: { send: pair.window.send.bind(pair.window), onFrame: pair.window.onMessage.bind(pair.window) },
  })
}
