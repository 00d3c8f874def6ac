import { parseSimulatorFlags, type SimulatorFlags } from './command-line/flags.ts'
import { simulatorHelp } from './command-line/help.ts'
import { writeFiles } from './command-line/write-files.ts'
import { type Simulator, startSimulator } from './start.ts'

/** Where the command writes, and what ends it. */
export interface SimulatorCommandIo {
  readonly stdout: NodeJS.WritableStream
  readonly stderr: NodeJS.WritableStream
  /** Resolves when the command is to stop: a signal, or a test. */
  readonly stopped: Promise<void>
}

/**
 * Runs `ibkr-console simulator` (`argv` without the command's name) until it is stopped. Resolves to the exit code: 0 after a
 * clean stop, 1 where it could not start, 2 where the flags are wrong.
 */
export async function simulatorCommand(argv: readonly string[], io: SimulatorCommandIo): Promise<number> {
  const parsed = parseSimulatorFlags(argv)
  switch (parsed.kind) {
    case 'help':
      io.stdout.write(simulatorHelp)
      return 0
    case 'wrong':
      io.stderr.write(`ibkr-console simulator: ${parsed.problem}\nTry: ibkr-console simulator --help\n`)
      return 2
    case 'run':
      return run(parsed.flags, io)
  }
}

async function run(flags: SimulatorFlags, io: SimulatorCommandIo): Promise<number> {
  let simulator: Simulator
  try {
    const { mode, host, port, tls, certNames } = flags
    simulator = await startSimulator({ mode, host, port, tls, certNames })
  } catch (error) {
    io.stderr.write(`ibkr-console simulator: ${startProblem(error, flags)}\n`)
    return 1
  }
  try {
    const files = await writeFiles(simulator, flags)
    io.stdout.write(`${JSON.stringify({ api: simulator.apiUrl, ws: simulator.wsUrl, ...files, pid: process.pid })}\n`)
    await io.stopped
    return 0
  } catch (error) {
    io.stderr.write(`ibkr-console simulator: Cannot write the files asked for: ${messageOf(error)}\n`)
    return 1
  } finally {
    await simulator.close()
  }
}

function startProblem(error: unknown, { host, port }: SimulatorFlags): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use. Choose another with --port, or leave it out to take any free one.`
    case 'EACCES':
      return `Port ${port} on ${host} may not be used by this user. Choose one above 1023 with --port.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine. Choose another with --host.`
    default:
      return `Cannot start: ${messageOf(error)}`
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
