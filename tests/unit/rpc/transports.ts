import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import { openBridgeTransport } from '../../../src/renderer/platform/host-bridge.ts'
import type { HostFrame, WindowFrame } from '../../../src/shared/rpc/frames.ts'
import type { Transport } from '../../../src/shared/rpc/transport.ts'
import { createSocketTransport } from '../../../src/web/socket-transport.ts'
import { createMemoryTransportPair } from '../../process/memory-transport-pair.ts'
import { createWindowTransport } from '../../process/open-window.ts'
import { createIpcPair } from '../main/ipc-pair.ts'

export interface ConnectedPair {
  readonly window: Transport<WindowFrame, HostFrame>
  readonly host: Transport<HostFrame, WindowFrame>
  close(): Promise<void>
}

/** Every transport of the RPC. The contract suite tests the same behaviour over each transport. */
export const transports: readonly { readonly name: string; connect(): Promise<ConnectedPair> }[] = [
  {
    name: 'memory',
    async connect() {
      const pair = createMemoryTransportPair()
      return { ...pair, close: async () => pair.window.close() }
    },
  },
  { name: 'WebSocket', connect: connectSockets },
  { name: 'ipc', connect: connectIpc },
]

async function connectIpc(): Promise<ConnectedPair> {
  const pair = createIpcPair()
  const window = openBridgeTransport(pair.bridge)
  await Promise.resolve()
  const [host] = pair.connections
  if (!host) throw new Error('the window was not connected')
  return {
    host,
    window,
    close: async () => {
      window.close()
      pair.carrier.close()
    },
  }
}

async function connectSockets(): Promise<ConnectedPair> {
  const server = createServer()
  const sockets = new WebSocketServer({ server })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const accepted = new Promise<WebSocket>((resolve) => sockets.once('connection', resolve))
  const socket = new WebSocket(`ws://127.0.0.1:${port}`)
  socket.binaryType = 'nodebuffer'
  const host = createSocketTransport(await accepted, 30_000)
  if (socket.readyState !== socket.OPEN) await new Promise((resolve) => socket.once('open', resolve))
  return {
    host,
    window: createWindowTransport(socket),
    close: async () => {
      socket.terminate()
      for (const client of sockets.clients) client.terminate()
      sockets.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
