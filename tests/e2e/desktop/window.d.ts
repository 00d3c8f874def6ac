import type { HostBridge } from '../../../src/shared/rpc/host-bridge.ts'

declare global {
  interface Window {
    /**
     * The preload script sets this property. The declaration of the page belongs to the renderer's TypeScript project.
     */
    readonly ibkrConsole?: HostBridge
  }
}
