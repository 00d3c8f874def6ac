import { createFloodGuard } from '../../host/rpc/flood-guard.ts'
import type { HostFrame, WindowFrame } from '../../shared/rpc/frames.ts'
import type { IpcToHost, IpcToWindow } from '../../shared/rpc/host-bridge.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import { type IpcConnection, openIpcConnection } from './ipc-transport.ts'
import { type IpcSenderEvent, refuseSender, type SenderRefusal } from './sender.ts'

/** The part of `ipcMain` that is used. */
export interface IpcMainEnd {
  on(channel: IpcToHost, listener: (event: IpcSenderEvent, ...args: unknown[]) => void): unknown
  off(channel: IpcToHost, listener: (event: IpcSenderEvent, ...args: unknown[]) => void): unknown
}

/** The part of a window's contents that is used. */
export interface PageEnd {
  send(channel: IpcToWindow, ...args: unknown[]): void
  isDestroyed(): boolean
  isCrashed(): boolean
}

export interface IpcCarrierOptions {
  readonly ipc: IpcMainEnd
  readonly page: PageEnd
  readonly now: () => number
  /** Called for every connection that the page opens. */
  readonly onConnection: (transport: Transport<HostFrame, WindowFrame>) => void
  /** Told once for each kind of message that was refused. */
  readonly onRefused: (reason: SenderRefusal | 'flood') => void
}

export interface IpcCarrier {
  /** Ends the connection of a page that is gone. The next page opens its own. */
  drop(reason: string): void
  close(): void
}

const CONNECTION_NAME = /^[\w-]{1,64}$/

/** Carries frames between one window and the host. Whoever is not the main frame of our own page is not listened to. */
export function createIpcCarrier(options: IpcCarrierOptions): IpcCarrier {
  const { ipc, page } = options
  const fits = createFloodGuard(options.now)
  const told = new Set<string>()
  let current: { readonly name: string; readonly connection: IpcConnection } | undefined

  const tell = (channel: IpcToWindow, ...args: unknown[]): void => {
    if (!page.isDestroyed() && !page.isCrashed()) page.send(channel, ...args)
  }
  const refuse = (reason: SenderRefusal | 'flood'): false => {
    if (!told.has(reason)) options.onRefused(reason)
    told.add(reason)
    return false
  }
  const drop = (reason: string): void => current?.connection.end(reason)
  const admits = (event: IpcSenderEvent, message?: unknown): boolean => {
    const reason = refuseSender(event, page)
    if (reason) return refuse(reason)
    if (fits(typeof message === 'string' ? message.length : 0)) return true
    drop('The window sent more than the console takes.')
    return refuse('flood')
  }

  const onOpen = (event: IpcSenderEvent, name: unknown): void => {
    if (typeof name !== 'string' || !CONNECTION_NAME.test(name)) return
    if (!admits(event)) {
      // An honest window would wait for ever; a forged sender gets no word.
      if (refuseSender(event, page) === undefined) tell('ibkr-console:closed', name, 'The console is busy.')
      return
    }
    drop('The page was loaded again.')
    const connection = openIpcConnection({
      send: (message) => tell('ibkr-console:frame', name, message),
      onEnd(reason) {
        if (current?.connection === connection) current = undefined
        tell('ibkr-console:closed', name, reason)
      },
    })
    current = { name, connection }
    options.onConnection(connection.transport)
  }
  const onFrame = (event: IpcSenderEvent, name: unknown, message: unknown): void => {
    if (admits(event, message) && current && current.name === name) current.connection.receive(message)
  }
  const onClose = (event: IpcSenderEvent, name: unknown): void => {
    if (admits(event) && current?.name === name) drop('The window closed the connection.')
  }

  ipc.on('ibkr-console:open', onOpen)
  ipc.on('ibkr-console:frame', onFrame)
  ipc.on('ibkr-console:close', onClose)
  return {
    drop,
    close() {
      ipc.off('ibkr-console:open', onOpen)
      ipc.off('ibkr-console:frame', onFrame)
      ipc.off('ibkr-console:close', onClose)
      drop('The console stops.')
    },
  }
}
