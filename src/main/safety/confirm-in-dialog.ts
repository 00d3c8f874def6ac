import { type BrowserWindow, dialog } from 'electron'
import { HostError } from '../../host/host-error.ts'
import type { ConfirmationPort } from '../../host/safety/confirmation.ts'
import { CONFIRMATION_LABELS } from '../../shared/domain/confirmation-labels.ts'

/** Confirms in a dialog of the system, which the page can neither answer nor cover. */
export function confirmInDialog(window: () => BrowserWindow | undefined): ConfirmationPort {
  return {
    kind: 'dialog',
    async ask({ kind, text }, signal) {
      const found = window()
      if (!found || found.isDestroyed())
        throw new HostError(
          'not-available',
          'There is no window for the dialog. Open the console window and try again.',
        )
      const { title, button } = CONFIRMATION_LABELS[kind]
      const { response } = await dialog.showMessageBox(found, {
        type: 'warning',
        title: 'IBKR Console',
        message: title,
        detail: `${text}\n\nIf you did not ask for this, cancel.`,
        buttons: ['Cancel', button],
        // Enter cancels.
        defaultId: 0,
        cancelId: 0,
        noLink: true,
        signal,
      })
      return response === 1
    },
  }
}
