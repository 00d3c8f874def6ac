import type { HostBridge } from '../shared/rpc/host-bridge.ts'

declare global {
  /** Trusted Types API; undefined in browsers without support. */
  var trustedTypes:
    | {
        createPolicy(
          name: string,
          rules: { createScriptURL(address: string): string },
        ): { createScriptURL(address: string): object }
      }
    | undefined

  interface Window {
    /** Set by the preload script of a desktop window; undefined in a browser. */
    readonly ibkrConsole?: HostBridge
  }
}
