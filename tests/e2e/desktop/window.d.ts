import type { HostBridge } from '../../../src/shared/rpc/host-bridge.ts'

declare global {
  interface Window {
    /** Set by the preload script. The page's own declaration belongs to the renderer's project. */
    readonly ibkrConsole?: HostBridge
  }
}
