import type { HostBridge, IpcToHost, IpcToWindow } from '../shared/rpc/host-bridge.ts'

/** The methods of Electron's `ipcRenderer` that are used. */
export interface IpcRendererPort {
  send(channel: IpcToHost, ...args: unknown[]): void
  on(channel: IpcToWindow, listener: (event: unknown, ...args: unknown[]) => void): unknown
}

/** Carries messages between page and main process without parsing them. */
export function createHostBridge(ipc: IpcRendererPort, getPathForFile: (file: File) => string): HostBridge {
  let connection: string | undefined
  let deliver: (message: string | Uint8Array) => void = () => undefined
  let tellClosed: (reason: string) => void = () => undefined

  ipc.on('ibkr-console:frame', (_event, to, message) => {
    if (to === connection) deliver(message as string | Uint8Array)
  })
  ipc.on('ibkr-console:closed', (_event, to, reason) => {
    if (to !== connection) return
    connection = undefined
    tellClosed(String(reason))
  })
  return {
    connect(onMessage, onClosed) {
      connection = crypto.randomUUID()
      deliver = onMessage
      tellClosed = onClosed
      ipc.send('ibkr-console:open', connection)
    },
    send(message) {
      if (connection !== undefined) ipc.send('ibkr-console:frame', connection, message)
    },
    disconnect() {
      if (connection === undefined) return
      ipc.send('ibkr-console:close', connection)
      connection = undefined
    },
    getPathForFile,
  }
}
