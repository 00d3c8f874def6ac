import type { Writable } from 'node:stream'
import { parseArgs } from 'node:util'

/** The process in which the command line runs. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: Writable
  readonly stderr: Writable
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  readonly version: string
  /** Folder of the package, which contains `out/` and `resources/`. */
  readonly packageFolder: string
}

/** Error for an invalid command line, with exit code 2. The message states how to correct it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const HELP = `ibkr-console: a console for Interactive Brokers' Web API

  ibkr-console start [flags]       open the console (also: npm start -- [flags])
                                   without flags: the desktop window if possible, else browser mode
      --browser                    browser mode: a loopback server and your browser
      --electron                   the desktop window or nothing
      --port N                     browser mode on this port (default: any free one)
      --no-open                    browser mode that prints its address and opens nothing
      --passphrase-file FILE       open the vault of keys with the passphrase in this file
      --confirm-on-stderr          browser mode without a terminal: write the codes that confirm LIVE trading and
                                   key changes to standard error, for anyone who can read that log
      --home DIR                   user data folder (default: IBKR_CONSOLE_HOME, else your system's place)

  ibkr-console simulator [flags]   IBKR's side on this machine, to test programs against
  ibkr-console configure           make oauth1.json from three PEM files and three strings
  ibkr-console --help | --version

The first start opens the Practice profile: a simulated account, nothing to sign up for.
`

export interface StartFlags {
  /** `either` opens the desktop window if possible, otherwise browser mode. */
  readonly host: 'browser' | 'electron' | 'either'
  /** Port of browser mode; 0 for any free port. */
  readonly port: number
  readonly open: boolean
  readonly home: string | undefined
  /** A file with the passphrase of the vault, for an unattended start. */
  readonly passphraseFile: string | undefined
  /** Writes confirmation codes to standard error even if it is not a terminal. */
  readonly confirmOnStderr: boolean
  readonly help: boolean
}

export function parseStartFlags(args: readonly string[]): StartFlags {
  const values = parse(args)
  if (values.browser && values.electron) throw new UsageError('Choose either --browser or --electron.')
  // These flags exist only in browser mode, so each flag selects browser mode.
  const isBrowser = values.browser || values.port !== undefined || values['no-open'] || values['confirm-on-stderr']
  if (isBrowser && values.electron)
    throw new UsageError('--port, --no-open and --confirm-on-stderr only apply to browser mode.')
  const port = values.port ?? '0'
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new UsageError(`--port takes a number from 0 to 65535, not "${port}".`)
  }
  if (values.home === '') throw new UsageError('--home takes a folder.')
  if (values['passphrase-file'] === '') throw new UsageError('--passphrase-file takes a file.')
  return {
    host: isBrowser ? 'browser' : values.electron ? 'electron' : 'either',
    port: Number(port),
    open: !values['no-open'],
    home: values.home,
    passphraseFile: values['passphrase-file'],
    confirmOnStderr: values['confirm-on-stderr'] ?? false,
    help: values.help ?? false,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        browser: { type: 'boolean' },
        electron: { type: 'boolean' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        home: { type: 'string' },
        'passphrase-file': { type: 'string' },
        'confirm-on-stderr': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    // Uses only the first sentence of Node's message, which names the flag. The rest explains quoting.
    throw new UsageError((error as Error).message.split('. ')[0] ?? 'The flags cannot be read.')
  }
}

/**
 * Reports whether a window or a browser can be displayed. Only Linux and other Unix systems state this in the
 * environment.
 */
export function hasDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  if (platform === 'darwin' || platform === 'win32') return true
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
}

/** Loads the OpenAPI document that the simulator serves instead of IBKR's. */
export const loadApiDocument = async (): Promise<unknown> =>
  (await import('../shared/catalogue/document/practice-document.ts')).createPracticeDocument()
