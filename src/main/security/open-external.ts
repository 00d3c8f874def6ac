import { shell } from 'electron'
import type { Log } from '../../host/log/log.ts'
import { externalAddress } from './external-address.ts'

export interface ExternalLinks {
  /** Opens an address of the short list in the user's browser; refuses any other. */
  open(address: string): void
}

/** The one place from which anything is opened outside. */
export function createExternalLinks(ownOrigins: () => readonly string[], log: Log): ExternalLinks {
  return {
    open(address) {
      const allowed = externalAddress(address, ownOrigins())
      if (allowed === undefined) {
        // The address may carry anything: only where it leads is kept.
        log.write('warning', 'link-refused', URL.canParse(address) ? new URL(address).origin : 'not an address')
        return
      }
      shell.openExternal(allowed).catch(() => log.write('warning', 'link-not-opened', new URL(allowed).origin))
    },
  }
}
