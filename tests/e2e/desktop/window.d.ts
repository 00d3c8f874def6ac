import type { HostBridge } from '../../../src/shared/rpc/host-bridge.ts'

declare global {
  interface Window {
    /** What the preload puts there; the page's own declaration belongs to the project of the renderer. */
    readonly ibkrConsole?: HostBridge
  }
}
