import type { HostBridge } from '../shared/rpc/host-bridge.ts'

declare global {
  interface Window {
    /** Put here by the preload of a desktop window; absent in a browser. */
    readonly ibkrConsole?: HostBridge
  }
}
