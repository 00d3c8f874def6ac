import { type BrowserWindow, dialog, type FileFilter } from 'electron'
import { HostError } from '../host/host-error.ts'
import type { ConfirmationPort } from '../host/safety/confirmation.ts'
import type { FileDialogs } from '../host/shell/shell-port.ts'
import { CONFIRMATION_LABELS } from '../shared/domain/confirmation-labels.ts'

const ANY: FileFilter = { name: 'All files', extensions: ['*'] }

type FindWindow = () => BrowserWindow | undefined

function requireWindow(findWindow: FindWindow): BrowserWindow {
  const window = findWindow()
  if (window && !window.isDestroyed()) return window
  throw new HostError('not-available', 'There is no window for the dialog. Open the console window and try again.')
}

/** Creates the system's file dialogs, attached to the window. */
export function createFileDialogs(findWindow: FindWindow): FileDialogs {
  return {
    async chooseWhereToSave(name) {
      const extension = /\.(\w+)$/.exec(name)?.[1]
      const own = extension === undefined ? [] : [{ name: extension.toUpperCase(), extensions: [extension] }]
      const { canceled, filePath } = await dialog.showSaveDialog(requireWindow(findWindow), {
        title: 'Save as file',
        // With a name and no folder, the system shows the folder that was used last.
        defaultPath: name,
        filters: [...own, ANY],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      })
      return canceled || filePath === '' ? undefined : filePath
    },
    async chooseWhatToOpen(what) {
      const { canceled, filePaths } = await dialog.showOpenDialog(requireWindow(findWindow), {
        title: what === 'body' ? 'Load body from file' : 'Choose an OpenAPI document',
        filters: [{ name: 'JSON and text', extensions: ['json', 'txt'] }, ANY],
        properties: ['openFile'],
      })
      return canceled ? undefined : filePaths[0]
    },
    async chooseKeyFiles() {
      const { canceled, filePaths } = await dialog.showOpenDialog(requireWindow(findWindow), {
        title: 'Choose key files',
        // The dialog does not filter by extension, because keys are recognised by their content.
        filters: [ANY],
        properties: ['openFile', 'multiSelections', 'showHiddenFiles'],
      })
      return canceled ? [] : filePaths
    },
  }
}

/** Requests a confirmation in a system dialog, which the page can neither operate nor cover. */
export function confirmInDialog(findWindow: FindWindow): ConfirmationPort {
  return {
    kind: 'dialog',
    async ask({ kind, text }, signal) {
      const { title, button } = CONFIRMATION_LABELS[kind]
      const { response } = await dialog.showMessageBox(requireWindow(findWindow), {
        type: 'warning',
        title: 'IBKR Console',
        message: title,
        detail: `${text}\n\nIf you did not ask for this, cancel.`,
        buttons: ['Cancel', button],
        // Cancel is the default button, so Enter cancels.
        defaultId: 0,
        cancelId: 0,
        noLink: true,
        signal,
      })
      return response === 1
    },
  }
}
