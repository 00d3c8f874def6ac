import { app, BrowserWindow, Notification } from 'electron'
import { createApiDocumentReader } from '../host/catalogue/api-document-reader.ts'
import { createHost } from '../host/create-host.ts'
import { createDatabaseStarter } from '../host/database/start-database-thread.ts'
import { findCommandLine } from '../host/find-command-line.ts'
import type { Host } from '../host/host-types.ts'
import { startPracticeServer } from '../simulator/start-practice-server.ts'
import { searchPrimeInUtility } from './dh-prime-process.ts'
import { createDialogConfirmation, createFileDialogs } from './dialogs.ts'
import { showOutsideNotice } from './outside-notices.ts'

/** Loads the OpenAPI document that the simulator serves instead of IBKR's. */
const apiDocument = async () =>
  (await import('../shared/catalogue/document/practice-document.ts')).createPracticeDocument()

const findWindow = (): BrowserWindow | undefined => BrowserWindow.getAllWindows()[0]

/** Creates the host with the functions of the desktop: system dialogs, notifications and processes of Electron. */
export function createDesktopHost(home: string, vaultPassphrase: string | undefined): Host {
  return createHost({
    home,
    version: app.getVersion(),
    commandLine: findCommandLine(app.getAppPath(), process.platform),
    startPractice: () => startPracticeServer(apiDocument),
    makePrime: searchPrimeInUtility,
    startDatabase: createDatabaseStarter(new URL('./database-thread.js', import.meta.url)),
    readDocument: createApiDocumentReader(new URL('./document-thread.js', import.meta.url)),
    vaultPassphrase,
    confirmation: createDialogConfirmation(findWindow),
    notifyOutside: showOutsideNotice,
    desktop: {
      dialogs: createFileDialogs(findWindow),
      canNotify: () => Notification.isSupported(),
      crashDumpFolder: app.getPath('crashDumps'),
    },
  })
}
