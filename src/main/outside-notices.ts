import { dialog, type MessageBoxOptions, Notification } from 'electron'
import type { OutsideNotice } from '../host/safety/unarmed-use.ts'

/** The newest notification: one that was garbage collected does not report its failure. */
let newest: Notification | undefined

/**
 * Shows a notice of the host as a notification of the system, whatever the notification settings are, because the page
 * can change those. Shows a dialog if the system shows no notifications.
 */
export function showOutsideNotice({ title, text }: OutsideNotice): void {
  const showDialog = (): void => {
    const content: MessageBoxOptions = {
      type: 'warning',
      title: 'IBKR Console',
      message: title,
      detail: text,
      buttons: ['OK'],
    }
    dialog.showMessageBox(content).catch(() => undefined)
  }
  if (!Notification.isSupported()) {
    showDialog()
    return
  }
  newest = new Notification({ title, body: text })
  // Emitted on macOS and Windows only. Linux reports nothing.
  newest.on('failed', showDialog)
  newest.show()
}
