import { EventEmitter } from 'node:events'
import type { IpcSenderEvent } from '../../../src/main/ipc-server.ts'
import { createIpcServer, type IpcServerOptions } from '../../../src/main/ipc-server.ts'
import { createHostBridge, type IpcRendererPort } from '../../../src/preload/host-bridge.ts'
import type { HostFrame, WindowFrame } from '../../../src/shared/rpc/frames.ts'
import type { HostBridge } from '../../../src/shared/rpc/host-bridge.ts'
import type { Transport } from '../../../src/shared/rpc/transport.ts'

/**
 * Both ends of Electron's IPC in one process. Values are cloned, and arrive in order in a later turn of the event loop.
 */
export interface IpcPair {
  readonly bridge: HostBridge
  /** Connections that were opened so far. */
  readonly connections: Transport<HostFrame, WindowFrame>[]
  /** Reasons of refused messages, each listed once. */
  readonly refused: string[]
  readonly carrier: ReturnType<typeof createIpcServer>
  /** Sends a message as any frame of any page could. `sender` replaces fields of the valid sender. */
  forge(channel: string, sender: Partial<IpcSenderEvent>, ...args: unknown[]): void
}

/** Sender that Electron reports for the main frame of the console's page. */
export const MAIN_FRAME = { parent: null, origin: 'app://console', url: 'app://console/#/orders' }

export function createIpcPair(options: Partial<Pick<IpcServerOptions, 'now'>> = {}): IpcPair {
  const main = new EventEmitter()
  const renderer = new EventEmitter()
  const later = (run: () => void): void => void Promise.resolve().then(run)
  const page = {
    isDestroyed: () => false,
    isCrashed: () => false,
    send: (channel: string, ...args: unknown[]) => {
      const copy = structuredClone(args)
      later(() => renderer.emit(channel, {}, ...copy))
    },
  }
  const connections: Transport<HostFrame, WindowFrame>[] = []
  const refused: string[] = []
  const carrier = createIpcServer({
    ipc: main,
    page,
    now: options.now ?? Date.now,
    onConnection: (transport) => connections.push(transport),
    onRefused: (reason) => refused.push(reason),
  })
  const forge: IpcPair['forge'] = (channel, sender, ...args) => {
    main.emit(channel, { sender: page, senderFrame: MAIN_FRAME, ...sender }, ...args)
  }
  const rendererEnd: IpcRendererPort = {
    send: (channel, ...args) => {
      const copy: unknown[] = structuredClone(args)
      later(() => forge(channel, {}, ...copy))
    },
    on: (channel, listener) => renderer.on(channel, listener),
  }
  return {
    bridge: createHostBridge(rendererEnd, (file) => `/files/${file.name}`),
    connections,
    refused,
    carrier,
    forge,
  }
}
