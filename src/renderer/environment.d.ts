import type { HostBridge } from '../shared/rpc/host-bridge.ts'

declare global {
  /** Browsers that know them ask for them where the policy of the page says so. */
  var trustedTypes:
    | {
        createPolicy(
          name: string,
          rules: { createScriptURL(address: string): string },
        ): { createScriptURL(address: string): object }
      }
    | undefined

  interface Window {
    /** Put here by the preload of a desktop window; absent in a browser. */
    readonly ibkrConsole?: HostBridge
  }
}
