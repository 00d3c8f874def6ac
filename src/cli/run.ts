import type { Writable } from 'node:stream'
import { HELP } from './help.ts'
import { UsageError } from './usage-error.ts'

export interface Terminal {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: Writable
  readonly stderr: Writable
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  readonly version: string
  /** Folder of the package: holds `out/` and `resources/`. */
  readonly packageFolder: string
}

/** Runs one command line (without node and the script) and resolves to the exit code. Commands load when they are asked for. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [command = 'start', ...rest] = args[0]?.startsWith('-') ? ['', ...args] : args
  try {
    switch (command) {
      case 'start':
        return await (await import('./start-command.ts')).startCommand(rest, terminal)
      case 'simulator':
        return await (await import('./simulator-command.ts')).simulator(rest, terminal)
      case 'configure':
        return await (await import('./configure-command.ts')).configure(rest, terminal)
      case 'help':
      case '':
        return option(rest, terminal)
      default:
        throw new UsageError(`There is no command "${command}".`)
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    terminal.stderr.write(`ibkr-console: ${error.message}\nTry: ibkr-console --help\n`)
    return 2
  }
}

function option(args: readonly string[], { stdout, version }: Terminal): number {
  const [flag = '--help'] = args
  if (flag === '--help' || flag === '-h') stdout.write(HELP)
  else if (flag === '--version' || flag === '-v') stdout.write(`${version}\n`)
  else throw new UsageError(`Unknown flag ${flag}.`)
  return 0
}
