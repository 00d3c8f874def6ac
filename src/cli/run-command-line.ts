import { HELP, loadApiDocument, type Terminal, UsageError } from './command-line.ts'

/**
 * Runs one command line (without node and the script) and resolves to its exit code. Loads the code of a command on
 * first use.
 */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  const [command = 'start', ...rest] = args[0]?.startsWith('-') ? ['', ...args] : args
  try {
    switch (command) {
      case 'start':
        return await (await import('./start-command.ts')).runStartCommand(rest, terminal)
      case 'simulator':
        return await runSimulator(rest, terminal)
      case 'configure':
        return await (await import('../client/configure/configure-command.ts')).configureCommand(rest, terminal)
      case 'help':
      case '':
        return runOption(rest, terminal)
      default:
        throw new UsageError(`Unknown command "${command}".`)
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    terminal.stderr.write(`ibkr-console: ${error.message}\nTry: ibkr-console --help\n`)
    return 2
  }
}

async function runSimulator(args: string[], { stdout, stderr }: Terminal): Promise<number> {
  const { simulatorCommand } = await import('../simulator/run-simulator-command.ts')
  const { watchForStopSignal } = await import('./stop-signal.ts')
  const stopped = watchForStopSignal()
  try {
    return await simulatorCommand(args, { stdout, stderr, stopped: stopped.promise, apiDocument: loadApiDocument })
  } finally {
    stopped.release()
  }
}

function runOption(args: readonly string[], { stdout, version }: Terminal): number {
  const [flag = '--help'] = args
  if (flag === '--help' || flag === '-h') stdout.write(HELP)
  else if (flag === '--version' || flag === '-v') stdout.write(`${version}\n`)
  else throw new UsageError(`Unknown flag ${flag}.`)
  return 0
}
