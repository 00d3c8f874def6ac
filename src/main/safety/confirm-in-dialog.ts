import { type BrowserWindow, dialog } from 'electron'
import { HostError } from '../../host/host-error.ts'
import type { ConfirmationPort } from '../../host/safety/confirmation.ts'
import type { ConfirmationKind } from '../../shared/contract/confirmation-views.ts'

const WORDS: Readonly<Record<ConfirmationKind, { readonly message: string; readonly agree: string }>> = {
  'arm-live': { message: 'Arm this LIVE profile?', agree: 'Arm LIVE' },
  'change-server': { message: 'Send the login to this server?', agree: 'Approve server' },
  'export-keys': { message: 'Export the keys in plain text?', agree: 'Export keys' },
}

/** Asks in a dialog of the system: the page can neither answer nor cover it. */
export function confirmInDialog(window: () => BrowserWindow | undefined): ConfirmationPort {
  return {
    kind: 'dialog',
    async ask({ kind, text }, signal) {
      const found = window()
      if (!found || found.isDestroyed()) throw new HostError('not-available', 'There is no window to ask in.')
      const { message, agree } = WORDS[kind]
      const { response } = await dialog.showMessageBox(found, {
        type: 'warning',
        title: 'IBKR Console',
        message,
        detail: `${text}\n\nIf you did not ask for this, cancel.`,
        buttons: ['Cancel', agree],
        // What Enter presses is the harmless one.
        defaultId: 0,
        cancelId: 0,
        noLink: true,
        signal,
      })
      return response === 1
    },
  }
}
