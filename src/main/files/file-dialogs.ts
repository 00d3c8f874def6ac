import { type BrowserWindow, dialog, type FileFilter } from 'electron'
import { HostError } from '../../host/host-error.ts'
import type { FileDialogs } from '../../host/shell/shell-port.ts'

const ANY: FileFilter = { name: 'All files', extensions: ['*'] }

/** The dialogs of the system, as sheets of the window that asks. */
export function createFileDialogs(window: () => BrowserWindow | undefined): FileDialogs {
  const inFrontOf = (): BrowserWindow => {
    const found = window()
    if (!found || found.isDestroyed()) throw new HostError('not-available', 'There is no window to ask in.')
    return found
  }
  return {
    async chooseWhereToSave(name) {
      const extension = /\.(\w+)$/.exec(name)?.[1]
      const own = extension === undefined ? [] : [{ name: extension.toUpperCase(), extensions: [extension] }]
      const { canceled, filePath } = await dialog.showSaveDialog(inFrontOf(), {
        title: 'Save as file',
        // A name without a folder: the system opens where the person was last.
        defaultPath: name,
        filters: [...own, ANY],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      })
      return canceled || filePath === '' ? undefined : filePath
    },
    async chooseWhatToOpen(what) {
      const { canceled, filePaths } = await dialog.showOpenDialog(inFrontOf(), {
        title: what === 'body' ? 'Load body from file' : 'Choose an OpenAPI document',
        filters: [{ name: 'JSON and text', extensions: ['json', 'txt'] }, ANY],
        properties: ['openFile'],
      })
      return canceled ? undefined : filePaths[0]
    },
    async chooseKeyFiles() {
      const { canceled, filePaths } = await dialog.showOpenDialog(inFrontOf(), {
        title: 'Choose key files',
        // No list of endings: keys are known by what is in them.
        filters: [ANY],
        properties: ['openFile', 'multiSelections', 'showHiddenFiles'],
      })
      return canceled ? [] : filePaths
    },
  }
}
