import {
  formatRegisteredStrings,
  getRegisteredStrings,
  readPublicFiles,
  writeCredentialFiles,
} from './command-line/credential-files.ts'
import { parseSimulatorFlags, type SimulatorFlags } from './command-line/flags.ts'
import { createSimulatorHelp } from './command-line/help.ts'
import { runProgram } from './command-line/run-program.ts'
import type { SimulatorOptions } from './options.ts'
import type { RecordedRequest } from './record/recorded-entries.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'

/** Input and output streams of the command, and the signal that stops it. */
export interface SimulatorCommandIo {
  /** Receives the help, or one line of JSON with the addresses after the start. */
  readonly stdout: NodeJS.WritableStream
  /** Returns the OpenAPI document to serve; see `SimulatorOptions`. */
  readonly apiDocument?: () => Promise<unknown>
  /** How the user calls the command, for its help and errors. Default `ibkr-console simulator`. */
  readonly program?: string
  /** Receives errors, and the log of requests. */
  readonly stderr: NodeJS.WritableStream
  /** Resolves when the command should stop. */
  readonly stopped: Promise<void>
}

/**
 * Runs the simulator for a command line (`argv` without the command's name) until it is stopped, or until the command after
 * `--` ends. Resolves to the exit code: that of the command, 0 after a clean stop, 1 if it could not start, 2 for wrong flags.
 * The command uses the streams of this process.
 * @example
 * ```ts run=alone
 * import { simulatorCommand } from 'ibkr-web-simulator'
 *
 * const { stdout, stderr } = process
 * const stopped = new Promise<void>((stop) => setTimeout(stop, 100)) // or at SIGTERM
 * process.exitCode = await simulatorCommand(['--mode', 'gateway', '--http'], { stdout, stderr, stopped })
 * ```
 */
export async function simulatorCommand(argv: readonly string[], io: SimulatorCommandIo): Promise<number> {
  const program = io.program ?? 'ibkr-console simulator'
  const parsed = parseSimulatorFlags(argv)
  switch (parsed.kind) {
    case 'help':
      io.stdout.write(createSimulatorHelp(program))
      return 0
    case 'wrong':
      io.stderr.write(`${program}: ${parsed.problem}\nTry: ${program} --help\n`)
      return 2
    case 'run':
      return run(parsed.flags, { ...io, program })
  }
}

async function run(flags: SimulatorFlags, io: SimulatorCommandIo & { readonly program: string }): Promise<number> {
  let simulator: Simulator
  try {
    const { registerFolder } = flags
    simulator = await startSimulator({
      ...optionsOf(flags),
      ...(io.apiDocument && { apiDocument: io.apiDocument }),
      ...(registerFolder !== undefined && { register: await readPublicFiles(registerFolder) }),
    })
  } catch (error) {
    io.stderr.write(`${io.program}: ${startProblem(error, flags)}\n`)
    return 1
  }
  try {
    const files = await writeCredentialFiles(simulator, flags)
    if (flags.log ?? ('isTTY' in io.stderr && io.stderr.isTTY === true)) {
      simulator.record.onRequest((request) => io.stderr.write(requestLine(request)))
    }
    if (flags.command.length > 0) return await runProgram(flags.command, io)
    const { apiUrl: api, wsUrl: ws, controlUrl: control } = simulator
    const registered = flags.registerFolder === undefined ? undefined : getRegisteredStrings(simulator)
    io.stdout.write(`${JSON.stringify({ api, ws, ...files, registered, control, pid: process.pid })}\n`)
    if (registered) io.stderr.write(formatRegisteredStrings(registered, api))
    await io.stopped
    return 0
  } catch (error) {
    io.stderr.write(`${io.program}: Cannot write the requested files: ${messageOf(error)}\n`)
    return 1
  } finally {
    await simulator.close()
  }
}

function optionsOf(flags: SimulatorFlags): SimulatorOptions {
  const { oauth1File, oauth2File, caFile, registerFolder, log, command, ...rest } = flags
  const { accounts, scenario, gatewayHabits, controlPort, ...options } = rest
  return {
    ...options,
    ...(accounts.length === 0 ? {} : { accounts }),
    ...(scenario === undefined ? {} : { scenario }),
    ...(gatewayHabits ? { gatewayHabits } : {}),
    ...(controlPort === undefined ? {} : { controlPort }),
  }
}

function startProblem(error: unknown, flags: SimulatorFlags): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  // The port in Node's error, which may also be the control port.
  const port = error instanceof Error && 'port' in error ? Number(error.port) : flags.port
  const isControlPort = port === flags.controlPort && port !== flags.port
  const host = isControlPort ? '127.0.0.1' : flags.host
  const flag = isControlPort ? '--control-port' : '--port'
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use. Choose another with ${flag}, ${isControlPort ? 'or 0 for' : 'or leave it out to take'} any free one.`
    case 'EACCES':
      return `Port ${port} on ${host} may not be used by this user. Choose one above 1023 with ${flag}.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine. Choose another with --host.`
    default:
      return `Cannot start: ${messageOf(error)}`
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/**
 * Formats the log line of a request. It excludes query, headers and body, which may contain secrets, and replaces
 * control characters by `?`.
 */
function requestLine({ at, method, path, status, took, verification, faults }: RecordedRequest): string {
  const outcome = status === 0 ? 'no response' : status
  const struck = faults.length === 0 ? '' : ` (faults: ${faults.join(', ')})`
  const line = `${new Date(at).toISOString()} ${method || '-'} ${path || '-'} ${outcome} ${took} ms ${verification}${struck}`
  return `${line.replace(/[^\x20-\x7e]/g, '?')}\n`
}
