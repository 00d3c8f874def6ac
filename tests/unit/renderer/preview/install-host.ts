import { encodeFrame } from '../../../../src/shared/rpc/frame-encoding.ts'
import type { WindowFrame } from '../../../../src/shared/rpc/frames.ts'
import type { HostBridge } from '../../../../src/shared/rpc/host-bridge.ts'
import { memoryTransportPair } from '../../../process/memory-transport-pair.ts'
import { servePretended } from './pretended-host.ts'
import { scenario } from './scenarios.ts'

const name = new URLSearchParams(window.location.search).get('scenario') ?? 'ready'

// Without a bridge, the window would look for a real host, fail, and show a lost connection.
if (name !== 'unreachable') {
  const pair = memoryTransportPair()
  servePretended(pair.host, scenario(name, Date.now()))
  const ibkrConsole: HostBridge = {
    connect: (onMessage) => void pair.window.onMessage((frame) => onMessage(encodeFrame(frame))),
    send: (message) => pair.window.send(JSON.parse(message) as WindowFrame),
    disconnect: () => undefined,
    getPathForFile: () => '',
  }
  Object.assign(window, { ibkrConsole })
}
