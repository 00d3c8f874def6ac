import './secure-command-line.ts'
import { join } from 'node:path'
import { app, type BrowserWindow, ipcMain, Menu, powerMonitor, protocol, session } from 'electron'
import { loadWindowState } from '../host/desktop-shell/window-state.ts'
import { setMemoryOptions } from '../host/garbage-collection.ts'
import type { Host } from '../host/host-types.ts'
import { readPassphrase } from '../host/keys/passphrase-file.ts'
import { type Log, openLog } from '../host/log/log.ts'
import { openPageFiles } from '../host/page/page-files.ts'
import { APP_PAGE, APP_SCHEME, servePage } from './app-page.ts'
import { explainRefusedSwitch } from './command-line-switches.ts'
import { createIpcServer } from './ipc-server.ts'
import {
  describeFailedStart,
  type OpenFolderResult,
  onLauncherExit,
  openDataFolder,
  reportLaunch,
  reportRefusedLaunch,
} from './launch.ts'
import { receiveLinks } from './links.ts'
import { createMenuTemplate, createTextContextMenuTemplate } from './menu.ts'
import { blockDownloads, createOpenExternal, restrictNavigation, restrictPermissions } from './page-security.ts'
import { createShutdown, endWithWindowsSession, type Shutdown } from './shutdown.ts'
import { showTray } from './tray.ts'
import { bringToFront, createWindow, savePositionOnClose, showNotifications } from './window.ts'
import { logLostProcess, recoverWindow } from './window-recovery.ts'

const packageFolder = app.getAppPath()
const devTools = !app.isPackaged
const icon = join(packageFolder, 'resources', 'icon.png')
/** Time in ms between two queries of the time without keyboard or mouse input. */
const IDLE_POLL_MS = 15_000

// Checked first, because `app.enableSandbox()` removes `no-sandbox` from the command line.
const refusal = explainRefusedSwitch(app.commandLine, process.env)
app.enableSandbox()
if (process.platform === 'win32') app.setAppUserModelId('io.github.ibkr-console')
// With these privileges the page has its own origin and the features that browsers reserve for https. Chromium caches
// the compiled code of the page, as it does for https.
protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
])

// Links and other starts of the program may arrive before there is a window.
const links = receiveLinks()
links.receive(process.argv)
let raiseWindow = (): void => undefined
const onSecondStart = (argv: readonly string[]): void => {
  raiseWindow()
  links.receive(argv)
}
const home: OpenFolderResult = refusal ? { kind: 'refused', message: refusal } : await openDataFolder(onSecondStart)
// This promise is not awaited, because Electron becomes ready only after this module has run.
if (home.kind === 'locked') {
  openConsole(home.folder, home.release).catch((error: Error) => {
    // Before the program is ready, `app.exit` ends the process without any event, so the lock is released first.
    void reportRefusedLaunch(describeFailedStart(error))
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
  let hasWindow = false
  const shutdown = createShutdown(log, async () => {
    if (!hasWindow)
      await reportRefusedLaunch(describeFailedStart(new Error(`an unexpected error. See the log in ${folder}.`)))
  })
  let host: Host | undefined
  // This step runs last, because it ends the process immediately. A normal exit would wait for the keychain, which may
  // wait for a password.
  shutdown.add(() => void (host?.waitsForKeychain && process.kill(process.pid, 'SIGKILL')))
  shutdown.add(release)
  // The passphrase is read first: an unusable file ends the start with its reason.
  const vaultPassphrase = readPassphrase(app.commandLine.getSwitchValue('passphrase-file') || undefined, process.env)
  onLauncherExit(() => app.quit())
  const openExternal = createOpenExternal(() => host?.shell.ownOrigins() ?? [], log)
  app.on('web-contents-created', (_event, contents) => restrictNavigation(contents, openExternal))
  app.on('child-process-gone', (_event, details) => logLostProcess(log, details))

  const startHost = async (): Promise<Host> => {
    const { createDesktopHost } = await import('./create-desktop-host.ts')
    // A program that is already quitting must not connect.
    if (shutdown.isRequested()) return new Promise<never>(() => undefined)
    const created = createDesktopHost(folder, vaultPassphrase)
    host = created
    const connecting = created.connect()
    shutdown.add(async () => {
      await created.close()
      await connecting
    })
    return created
  }
  // The host is loaded, and logs in, while Electron and the process of the window start.
  const [started, { window, notice }] = await Promise.all([startHost(), openWindow(folder)])
  if (shutdown.isRequested()) return
  if (notice) started.shell.addNotice(notice)
  window.once('show', () => {
    hasWindow = true
  })
  await showConsole({ window, host: started, folder, log, shutdown })
}

/** Creates the hidden window when Electron is ready. */
async function openWindow(folder: string): Promise<{ readonly window: BrowserWindow; readonly notice?: string }> {
  await app.whenReady()
  restrictPermissions(session.defaultSession)
  blockDownloads(session.defaultSession)
  session.defaultSession.protocol.handle(APP_SCHEME, servePage(openPageFiles(join(packageFolder, 'out', 'renderer'))))
  const { value: state, notice } = loadWindowState(folder, Date.now)
  const window = createWindow({ state, preload: join(packageFolder, 'out', 'preload', 'index.cjs'), icon, devTools })
  window.once('show', () => void reportLaunch({ kind: 'window' }))
  return { window, ...(notice !== undefined && { notice }) }
}

interface ConsoleParts {
  readonly window: BrowserWindow
  readonly host: Host
  readonly folder: string
  readonly log: Log
  readonly shutdown: Shutdown
}

/** Connects the window with the host and the desktop, and loads its page. */
async function showConsole({ window, host, folder, log, shutdown }: ConsoleParts): Promise<void> {
  const { shell } = host
  let isClosing = false
  // Electron rejects the load before it reports that the last window is closed.
  window.once('close', () => {
    isClosing = true
  })
  raiseWindow = () => bringToFront(window)
  const early = links.follow((link) => {
    shell.openLink(link)
    raiseWindow()
  })
  for (const link of early) shell.openLink(link)
  savePositionOnClose(window, folder, log)
  endWithWindowsSession(window, host)
  const isQuitting = (): boolean => shutdown.isRequested()
  shutdown.add(showTray({ window, shell, icon, home: folder, log, isQuitting, platform: process.platform }))
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
    addNotice: shell.addNotice,
  })
  shutdown.add(showNotifications(window, shell))
  powerMonitor.on('suspend', shell.machineSleeps)
  powerMonitor.on('resume', shell.machineWakes)
  powerMonitor.on('lock-screen', shell.screenLocks)
  setInterval(() => shell.systemIdle(powerMonitor.getSystemIdleTime()), IDLE_POLL_MS).unref()
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(createMenuTemplate({ platform: process.platform, devTools, run: shell.runCommand })),
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
