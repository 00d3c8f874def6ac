import { parseArgs } from 'node:util'
import { UsageError } from './usage-error.ts'

export interface StartFlags {
  /** What was asked for; `either` leaves the choice to the program. */
  readonly host: 'browser' | 'electron' | 'either'
  /** 0 takes any free port. */
  readonly port: number
  readonly open: boolean
  readonly home: string | undefined
  /** A file with the passphrase of the vault, for a start with nobody at the keyboard. */
  readonly passphraseFile: string | undefined
  /** Codes are written to standard error although it is no terminal. */
  readonly confirmOnStderr: boolean
  readonly help: boolean
}

export function parseStartFlags(args: readonly string[]): StartFlags {
  const values = parse(args)
  if (values.browser && values.electron) throw new UsageError('Choose one of --browser and --electron.')
  // They make sense in browser mode only: who gives one asks for it.
  const asksForBrowser = values.browser || values.port !== undefined || values['no-open'] || values['confirm-on-stderr']
  if (asksForBrowser && values.electron)
    throw new UsageError('--port, --no-open and --confirm-on-stderr belong to browser mode.')
  const port = values.port ?? '0'
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new UsageError(`--port takes a number from 0 to 65535, not "${port}".`)
  }
  if (values.home === '') throw new UsageError('--home takes a folder.')
  if (values['passphrase-file'] === '') throw new UsageError('--passphrase-file takes a file.')
  return {
    host: asksForBrowser ? 'browser' : values.electron ? 'electron' : 'either',
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
    // The first sentence names the flag; what follows talks of quoting.
    throw new UsageError((error as Error).message.split('. ')[0] ?? 'The flags cannot be read.')
  }
}
