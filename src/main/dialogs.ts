import { dirname, join } from 'node:path'
import { type BrowserWindow, dialog, type FileFilter, type OpenDialogOptions } from 'electron'
import { HostError } from '../host/host-error.ts'
import type { ConfirmationPort } from '../host/safety/user-confirmation.ts'
import type { FileDialogs } from '../host/shell-port.ts'
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
  // Since version 43, Electron shows the downloads folder unless the dialog names another one.
  let lastFolder: string | undefined
  const remember = (path: string | undefined): void => {
    if (path) lastFolder = dirname(path)
  }
  const open = async (options: OpenDialogOptions): Promise<readonly string[]> => {
    const { canceled, filePaths } = await dialog.showOpenDialog(requireWindow(findWindow), {
      ...options,
      ...(lastFolder !== undefined && { defaultPath: lastFolder }),
    })
    if (canceled) return []
    remember(filePaths[0])
    return filePaths
  }
  return {
    async chooseWhereToSave(name) {
      const extension = /\.(\w+)$/.exec(name)?.[1]
      const own = extension === undefined ? [] : [{ name: extension.toUpperCase(), extensions: [extension] }]
      const { canceled, filePath } = await dialog.showSaveDialog(requireWindow(findWindow), {
        title: 'Save as file',
        defaultPath: lastFolder === undefined ? name : join(lastFolder, name),
        filters: [...own, ANY],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      })
      if (canceled || filePath === '') return undefined
      remember(filePath)
      return filePath
    },
    async chooseWhatToOpen(what) {
      const [path] = await open({
        title: what === 'body' ? 'Load body from file' : 'Choose an OpenAPI document',
        filters: [{ name: 'JSON and text', extensions: ['json', 'txt'] }, ANY],
        properties: ['openFile'],
      })
      return path
    },
    chooseKeyFiles() {
      return open({
        title: 'Choose key files',
        // The dialog does not filter by extension, because keys are recognised by their content.
        filters: [ANY],
        properties: ['openFile', 'multiSelections', 'showHiddenFiles'],
      })
    },
  }
}

/** Requests a confirmation in a system dialog, which the page can neither operate nor cover. */
export function createDialogConfirmation(findWindow: FindWindow): ConfirmationPort {
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
