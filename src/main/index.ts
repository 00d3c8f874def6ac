import { join } from 'node:path'
import { app, BrowserWindow, ipcMain, Menu, Notification, powerMonitor, protocol, session } from 'electron'
import { boundMemory } from '../host/bound-memory.ts'
import { documentThread } from '../host/catalogue/start-document-thread.ts'
import { systemClock } from '../host/clock.ts'
import { createHost } from '../host/create-host.ts'
import { databaseThread } from '../host/database/start-database-thread.ts'
import { readPassphrase } from '../host/keys/read-passphrase.ts'
import { openLog } from '../host/log/log.ts'
import { openPageFiles } from '../host/page/page-files.ts'
import { loadWindowState } from '../host/shell/window-state.ts'
import { APP_PAGE, APP_SCHEME } from './app-origin.ts'
import { endInOrder } from './end-in-order.ts'
import { createFileDialogs } from './files/file-dialogs.ts'
import { holdHome } from './hold-home.ts'
import { createIpcCarrier } from './ipc/ipc-carrier.ts'
import { onLauncherGone, report, sayRefusal } from './launcher.ts'
import { menuTemplate } from './menu/menu-template.ts'
import { showNotifications } from './news/show-notifications.ts'
import { primeFromUtility } from './prime/prime-process.ts'
import { confirmInDialog } from './safety/confirm-in-dialog.ts'
import { guardContents } from './security/guard-contents.ts'
import { guardDownloads } from './security/guard-downloads.ts'
import { guardPermissions } from './security/guard-permissions.ts'
import { createExternalLinks } from './security/open-external.ts'
import { servePage } from './serve-page.ts'
import { startPractice } from './start-practice.ts'
import { createWindow } from './window/create-window.ts'
import { raiseWindow } from './window/raise-window.ts'
import { recoverWindow } from './window/recover-window.ts'
import { rememberWindow } from './window/remember-window.ts'

const { now } = systemClock
const packageFolder = app.getAppPath()
const devTools = !app.isPackaged
/** Ms between two looks at how long nobody touched the computer. */
const IDLE_LOOK_MS = 15_000

app.enableSandbox()
app.setAppUserModelId('io.github.ibkr-console')
// Secure and standard: the page gets an origin of its own, and what browsers keep for https.
protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
])

let raise = (): void => undefined
const home = await holdHome(() => raise())
// Nothing below is awaited: Electron becomes ready only after this module has run to its end.
if (home.kind === 'held') {
  openConsole(home.folder, home.release).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    void sayRefusal({ kind: 'failed', words: `The console could not start: ${reason}` }).then(() => app.exit(1))
  })
} else if (home.kind === 'raised') {
  void report({ kind: 'refused', words: home.words }).then(() => app.exit(0))
} else {
  void sayRefusal(home).then(() => app.exit(1))
}

async function openConsole(folder: string, release: () => Promise<void>): Promise<void> {
  boundMemory()
  const log = openLog(folder, now)
  const end = endInOrder(log)
  // Before anything else is opened: a file that cannot be used ends the start with its reason.
  const vaultPassphrase = readPassphrase(app.commandLine.getSwitchValue('passphrase-file') || undefined, process.env)
  let waitsForKeychain = (): boolean => false
  // The last of all, because it is abrupt: an ordinary end would wait for the keychain, and that for a person.
  end.after(() => void (waitsForKeychain() && process.kill(process.pid, 'SIGKILL')))
  end.after(release)
  const host = createHost({
    home: folder,
    version: app.getVersion(),
    startPractice,
    clock: systemClock,
    makePrime: primeFromUtility,
    startDatabase: databaseThread(new URL('./database-thread.js', import.meta.url)),
    readDocument: documentThread(new URL('./document-thread.js', import.meta.url)),
    vaultPassphrase,
    confirmation: confirmInDialog(() => BrowserWindow.getAllWindows()[0]),
    means: {
      dialogs: createFileDialogs(() => BrowserWindow.getAllWindows()[0]),
      canNotify: () => Notification.isSupported(),
    },
  })
  waitsForKeychain = () => host.waitsForKeychain
  const connecting = host.connect()
  end.after(async () => {
    await host.close()
    await connecting
  })
  const links = createExternalLinks(() => host.shell.ownOrigins(), log)
  app.on('web-contents-created', (_event, contents) => guardContents(contents, links))
  onLauncherGone(() => app.quit())

  await app.whenReady()
  guardPermissions(session.defaultSession)
  guardDownloads(session.defaultSession)
  session.defaultSession.protocol.handle(APP_SCHEME, servePage(openPageFiles(join(packageFolder, 'out', 'renderer'))))

  const placed = loadWindowState(folder, now)
  if (placed.notice) host.shell.addNotice(placed.notice)
  const window = createWindow({
    state: placed.value,
    preload: join(packageFolder, 'out', 'preload', 'index.cjs'),
    icon: join(packageFolder, 'resources', 'icon.png'),
    devTools,
  })
  window.once('show', () => void report({ kind: 'window' }))
  let leaves = false
  // Electron rejects a load before it tells that the last window is gone.
  window.once('close', () => {
    leaves = true
  })
  raise = () => raiseWindow(window)
  rememberWindow(window, folder, log)
  const carrier = createIpcCarrier({
    ipc: ipcMain,
    page: window.webContents,
    now,
    onConnection: (transport) => host.attach(transport),
    onRefused: (reason) => log.write('warning', 'ipc-refused', reason),
  })
  end.after(carrier.close)
  const recovery = recoverWindow({ window, log, now, onGone: carrier.drop, addNotice: host.shell.addNotice })
  end.after(showNotifications(window, host.shell))
  powerMonitor.on('suspend', host.shell.machineSleeps)
  powerMonitor.on('resume', host.shell.machineWakes)
  powerMonitor.on('lock-screen', host.shell.screenLocks)
  setInterval(() => host.shell.systemIdle(powerMonitor.getSystemIdleTime()), IDLE_LOOK_MS).unref()
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate({ platform: process.platform, devTools, run: host.shell.runCommand })),
  )
  await window.loadURL(APP_PAGE).catch((error: unknown) => {
    // A page that crashes while it loads is opened again, or asked about; one whose window goes at the end is not missed.
    if (!leaves && !end.isAsked() && !recovery.tookOver()) throw error
  })
}
