import { join } from 'node:path'
import { createApiDocumentReader } from '../host/catalogue/api-document-reader.ts'
import { createHost } from '../host/create-host.ts'
import { createDatabaseStarter } from '../host/database/start-database-thread.ts'
import { findCommandLine } from '../host/find-command-line.ts'
import { setMemoryOptions } from '../host/garbage-collection.ts'
import type { Host } from '../host/host-types.ts'
import { searchPrimeInNode } from '../host/key-imports/generate-keys.ts'
import { PassphraseFileError, readPassphrase } from '../host/keys/passphrase-file.ts'
import type { ConfirmationPort } from '../host/safety/user-confirmation.ts'
import {
  DataFolderError,
  explainUnusableFolder,
  locateDataFolder,
  prepareDataFolder,
} from '../host/storage/data-folder.ts'
import { describeFolderInUse, type LockOwner, lockDataFolder } from '../host/storage/data-folder-lock.ts'
import { startPracticeServer } from '../simulator/start-practice-server.ts'
import { PortError, startWeb } from '../web/start-web.ts'
import { HELP, hasDisplay, loadApiDocument, parseStartFlags, type StartFlags, type Terminal } from './command-line.ts'
import { type StopSignal, watchForStopSignal } from './stop-signal.ts'

/** Opens the console and waits until it is stopped. */
export async function runStartCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const flags = parseStartFlags(args)
  const print: Print = (text) => void terminal.stderr.write(`${text}\n`)
  if (flags.help) {
    terminal.stdout.write(HELP)
    return 0
  }
  try {
    const home = locateDataFolder(flags.home, terminal.env, process.platform)
    const notice = prepareDataFolder(home)
    if (notice) print(notice)
    return await openConsole(flags, home, terminal, print)
  } catch (error) {
    if (!(error instanceof DataFolderError || error instanceof PortError || error instanceof PassphraseFileError))
      throw error
    print(`ibkr-console: ${error.message}`)
    return 1
  }
}

type Print = (text: string) => void

interface Opening {
  readonly flags: StartFlags
  readonly home: string
  readonly terminal: Terminal
  readonly print: Print
  readonly stopped: StopSignal
  readonly vaultPassphrase: string | undefined
}

async function openConsole(flags: StartFlags, home: string, terminal: Terminal, print: Print): Promise<number> {
  // The passphrase is read first, because an unusable file must prevent the start. The desktop program reads it again.
  const vaultPassphrase = readPassphrase(flags.passphraseFile, terminal.env)
  const stopped = watchForStopSignal()
  const opening = { flags, home, terminal, print, stopped, vaultPassphrase }
  try {
    if (flags.host === 'browser') return await openBrowserMode(opening, 'Browser mode, as requested.')
    const stop = new AbortController()
    void stopped.promise.then(() => stop.abort())
    const { startDesktop } = await import('./desktop/start-desktop.ts')
    const { packageFolder, env } = terminal
    const run = await startDesktop(
      { packageFolder, home, passphraseFile: flags.passphraseFile, env, print },
      stop.signal,
    )
    if (run.kind === 'exited') return run.code
    if (flags.host === 'either') {
      return await openBrowserMode(opening, `Browser mode: ${run.reason}`)
    }
    print(`ibkr-console: ${run.reason}`)
    return 1
  } finally {
    stopped.release()
  }
}

/** Opens browser mode, and prints `reason`: why the console does not open a window. */
async function openBrowserMode(opening: Opening, reason: string): Promise<number> {
  const { flags, home, terminal, print, stopped } = opening
  let printedUrl = (): string => ''
  const lock = await lockDataFolder(home, () =>
    JSON.stringify({ pid: process.pid, url: printedUrl() } satisfies LockOwner),
  )
  if (lock.kind === 'in-use') {
    print(`ibkr-console: ${describeFolderInUse(home, lock.owner).text}`)
    return 1
  }
  const release = lock.kind === 'locked' ? lock.release : async () => undefined
  setMemoryOptions()
  const readOnly = lock.kind === 'read-only' ? lock.notice : undefined
  const host = await createConsoleHost(opening, readOnly).catch(async (error: unknown) => {
    // The lock would keep the process alive.
    await release()
    throw error
  })
  const connecting = host.connect()
  try {
    const rendererFolder = join(terminal.packageFolder, 'out', 'renderer')
    const web = await startWeb({
      port: flags.port,
      rendererFolder,
      now: Date.now,
      onWindow: (transport) => host.attach(transport),
    })
    printedUrl = () => web.freshUrl('printed')
    print(reason)
    terminal.stdout.write(`${printedUrl()}
`)
    if (flags.open) await openInBrowser(web.freshUrl('opened'), print)
    stopped.onKey('u', () => {
      const code = host.confirmationShown()
      if (code !== undefined) print(code)
      terminal.stdout.write(`${printedUrl()}
`)
    })
    if (terminal.stdin.isTTY) print('This address works once. Press u and Enter for another, Ctrl-C to stop.')
    await stopped.promise
    await web.close()
  } finally {
    await host.close()
    await connecting
    await release()
    if (host.waitsForKeychain) endWithoutKeychain(print)
  }
  return 0
}

/** Rejects with DataFolderError if a file of the user data folder cannot be read or written. */
async function createConsoleHost(
  { flags, home, terminal, print, vaultPassphrase }: Opening,
  readOnly: string | undefined,
): Promise<Host> {
  try {
    return createHost({
      home,
      readOnly,
      version: terminal.version,
      startPractice: () => startPracticeServer(loadApiDocument),
      makePrime: searchPrimeInNode,
      startDatabase: createDatabaseStarter(new URL('./database-thread.js', import.meta.url)),
      readDocument: createApiDocumentReader(new URL('./document-thread.js', import.meta.url)),
      vaultPassphrase,
      confirmation: confirmationPort(flags, terminal, print),
      notifyOutside: ({ title, text }) => print(`${title}: ${text}`),
      onNotice: print,
      commandLine: findCommandLine(terminal.packageFolder, process.platform),
    })
  } catch (error) {
    // Only errors of the system have a code.
    if (!(error instanceof Error && 'code' in error)) throw error
    const reason = explainUnusableFolder(error)
    throw new DataFolderError(`Cannot start with the user data folder ${home}: ${reason}`, { cause: error })
  }
}

/**
 * Returns the port that prints confirmation codes to a terminal. Without a terminal, codes are printed only if a flag
 * states that a person reads the log.
 */
function confirmationPort(flags: StartFlags, { stderr }: Terminal, print: Print): ConfirmationPort {
  const isTerminal = 'isTTY' in stderr && stderr.isTTY === true
  if (isTerminal || flags.confirmOnStderr) return { kind: 'terminal', show: print }
  return {
    kind: 'none',
    remedy:
      'This requires a confirmation code, but the console runs without a terminal that could show the code. Start it in a terminal, or with --confirm-on-stderr and read the code in its log.',
  }
}

/**
 * Exits immediately. A normal exit would wait for a pending keychain call, which may wait for a password. Everything
 * else is already closed.
 */
function endWithoutKeychain(print: Print): void {
  print('The keychain is still waiting for its password. The console exits without waiting for it.')
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 200).unref()
}

/** Opens the address in the user's browser, if a display is available. */
async function openInBrowser(url: string, print: Print): Promise<void> {
  if (!hasDisplay(process.platform, process.env)) {
    print('No display: open the address in a browser of this machine, or through an SSH tunnel to its port.')
    return
  }
  try {
    const { default: open } = await import('open')
    const child = await open(url)
    child.on('error', () => print('No browser could be opened: open the address yourself.'))
    child.unref()
  } catch {
    print('No browser could be opened: open the address yourself.')
  }
}
