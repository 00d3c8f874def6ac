import type { HostBridge } from '../../../src/shared/rpc/host-bridge.ts'

declare global {
  interface Window {
    /** Set by the preload script. The renderer declares the property in another TypeScript project. */
    readonly ibkrConsole?: HostBridge
  }
}
