import './secure-command-line.ts'
import { join } from 'node:path'
import { app, BrowserWindow, ipcMain, Menu, Notification, powerMonitor, protocol, session } from 'electron'
import { createApiDocumentReader } from '../host/catalogue/api-document-reader.ts'
import { createHost } from '../host/create-host.ts'
import { createDatabaseStarter } from '../host/database/start-database-thread.ts'
import { loadWindowState } from '../host/desktop-shell/window-state.ts'
import { setMemoryOptions } from '../host/garbage-collection.ts'
import { readPassphrase } from '../host/keys/passphrase-file.ts'
import { openLog } from '../host/log/log.ts'
import { openPageFiles } from '../host/page/page-files.ts'
import { findLink } from '../shared/domain/console-link.ts'
import { startPracticeServer } from '../simulator/start-practice-server.ts'
import { APP_PAGE, APP_SCHEME, servePage } from './app-page.ts'
import { explainRefusedSwitch } from './command-line-switches.ts'
import { searchPrimeInUtility } from './dh-prime-process.ts'
import { createDialogConfirmation, createFileDialogs } from './dialogs.ts'
import { createIpcServer } from './ipc-server.ts'
import { type OpenFolderResult, onLauncherExit, openDataFolder, reportLaunch, reportRefusedLaunch } from './launch.ts'
import { followLinks } from './links.ts'
import { createMenuTemplate, createTextContextMenuTemplate } from './menu.ts'
import { blockDownloads, createOpenExternal, restrictNavigation, restrictPermissions } from './page-security.ts'
import { createShutdown } from './shutdown.ts'
import { showTray } from './tray.ts'
import { bringToFront, createWindow, savePositionOnClose, showNotifications } from './window.ts'
import { logLostProcess, recoverWindow } from './window-recovery.ts'

const packageFolder = app.getAppPath()
const devTools = !app.isPackaged
/** Loads the OpenAPI document that the simulator serves instead of IBKR's. */
const apiDocument = async () =>
  (await import('../shared/catalogue/document/practice-document.ts')).createPracticeDocument()
/** Time in ms between two queries of the time without keyboard or mouse input. */
const IDLE_POLL_MS = 15_000

app.enableSandbox()
if (process.platform === 'win32') app.setAppUserModelId('io.github.ibkr-console')
// With these privileges the page has its own origin and the features that browsers reserve for https. Chromium caches
// the compiled code of the page, as it does for https.
protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
])

let onSecondStart = (_argv: readonly string[]): void => undefined
const refusal = explainRefusedSwitch(app.commandLine, process.argv)
const home: OpenFolderResult = refusal
  ? { kind: 'refused', message: refusal }
  : await openDataFolder((argv) => onSecondStart(argv))
// This promise is not awaited, because Electron becomes ready only after this module has run.
if (home.kind === 'locked') {
  openConsole(home.folder, home.release).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    // Before the program is ready, `app.exit` ends the process without any event, so the lock is released first.
    void reportRefusedLaunch({ kind: 'failed', message: `The console could not start: ${reason}` })
      .then(home.release)
      .finally(() => app.exit(1))
  })
} else if (home.kind === 'raised') {
  void reportLaunch({ kind: 'refused', message: home.message }).then(() => app.exit(0))
} else {
  void reportRefusedLaunch(home).then(() => app.exit(1))
}

async function openConsole(folder: string, release: () => Promise<void>): Promise<void> {
  setMemoryOptions()
  const log = openLog(folder, Date.now)
  const shutdown = createShutdown(log)
  // The passphrase is read first: an unusable file ends the start with its reason.
  const vaultPassphrase = readPassphrase(app.commandLine.getSwitchValue('passphrase-file') || undefined, process.env)
  let waitsForKeychain = (): boolean => false
  // This step runs last, because it ends the process immediately. A normal exit would wait for the keychain, which may
  // wait for a password.
  shutdown.add(() => void (waitsForKeychain() && process.kill(process.pid, 'SIGKILL')))
  shutdown.add(release)
  const host = createHost({
    home: folder,
    version: app.getVersion(),
    startPractice: () => startPracticeServer(apiDocument),
    makePrime: searchPrimeInUtility,
    startDatabase: createDatabaseStarter(new URL('./database-thread.js', import.meta.url)),
    readDocument: createApiDocumentReader(new URL('./document-thread.js', import.meta.url)),
    vaultPassphrase,
    confirmation: createDialogConfirmation(() => BrowserWindow.getAllWindows()[0]),
    means: {
      dialogs: createFileDialogs(() => BrowserWindow.getAllWindows()[0]),
      canNotify: () => Notification.isSupported(),
      crashDumpFolder: app.getPath('crashDumps'),
    },
  })
  waitsForKeychain = () => host.waitsForKeychain
  const connecting = host.connect()
  shutdown.add(async () => {
    await host.close()
    await connecting
  })
  app.on('child-process-gone', (_event, details) => logLostProcess(log, details))
  const openExternal = createOpenExternal(() => host.shell.ownOrigins(), log)
  app.on('web-contents-created', (_event, contents) => restrictNavigation(contents, openExternal))
  onLauncherExit(() => app.quit())

  await app.whenReady()
  restrictPermissions(session.defaultSession)
  blockDownloads(session.defaultSession)
  session.defaultSession.protocol.handle(APP_SCHEME, servePage(openPageFiles(join(packageFolder, 'out', 'renderer'))))

  const placed = loadWindowState(folder, Date.now)
  if (placed.notice) host.shell.addNotice(placed.notice)
  const icon = join(packageFolder, 'resources', 'icon.png')
  const window = createWindow({
    state: placed.value,
    preload: join(packageFolder, 'out', 'preload', 'index.cjs'),
    icon,
    devTools,
  })
  window.once('show', () => void reportLaunch({ kind: 'window' }))
  let isClosing = false
  // Electron rejects the load before it reports that the last window is closed.
  window.once('close', () => {
    isClosing = true
  })
  onSecondStart = (argv) => {
    bringToFront(window)
    const link = findLink(argv)
    if (link !== undefined) host.shell.openLink(link)
  }
  followLinks((link) => {
    host.shell.openLink(link)
    if (window.isVisible()) bringToFront(window)
  })
  savePositionOnClose(window, folder, log)
  shutdown.add(
    showTray({ window, shell: host.shell, icon, home: folder, log, isQuitting: () => shutdown.isRequested() }),
  )
  const ipcServer = createIpcServer({
    ipc: ipcMain,
    page: window.webContents,
    now: Date.now,
    onConnection: (transport) => host.attach(transport),
    onRefused: (reason) => log.write('warning', 'ipc-refused', reason),
  })
  shutdown.add(ipcServer.close)
  const recovery = recoverWindow({
    window,
    log,
    now: Date.now,
    onGone: ipcServer.drop,
    addNotice: host.shell.addNotice,
  })
  shutdown.add(showNotifications(window, host.shell))
  powerMonitor.on('suspend', host.shell.machineSleeps)
  powerMonitor.on('resume', host.shell.machineWakes)
  powerMonitor.on('lock-screen', host.shell.screenLocks)
  setInterval(() => host.shell.systemIdle(powerMonitor.getSystemIdleTime()), IDLE_POLL_MS).unref()
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(createMenuTemplate({ platform: process.platform, devTools, run: host.shell.runCommand })),
  )
  window.webContents.on('context-menu', (_event, params) => {
    const items = createTextContextMenuTemplate(params)
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window })
  })
  await window.loadURL(APP_PAGE).catch((error: unknown) => {
    // The recovery handles a crash while the page loads. A failure does not matter when the program quits.
    if (!isClosing && !shutdown.isRequested() && !recovery.hasStarted()) throw error
  })
}
