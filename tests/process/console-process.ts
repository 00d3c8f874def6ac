import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface ConsoleProcess {
  readonly pid: number
  /** Start URL from the program's stdout. */
  readonly url: string
  /** Returns the program's stderr output so far. */
  output(): string
  /** Stops the program as a user would. Resolves to the exit code after all child processes have exited. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export interface StartOptions {
  readonly home: string
  readonly flags?: readonly string[]
  /** Starts a separate process group and signals that group, as a terminal does on Ctrl-C. Default: false. */
  readonly group?: boolean
  /**
   * Lets the program choose between desktop and browser mode. Default: false, which means browser mode without opening
   * a browser.
   */
  readonly anyHost?: boolean
  /** Environment variables in addition to those of this process. */
  readonly env?: NodeJS.ProcessEnv
  /** Command to start. Default: the bin script of this checkout. */
  readonly command?: readonly [string, ...string[]]
  /** Working folder. Default: this checkout. */
  readonly cwd?: string
}

/** Time limit in ms until the address is printed, including a build. */
const START_MS = 60_000

/** Starts the real program and waits for the address that browser mode prints. */
export async function startConsole(options: StartOptions): Promise<ConsoleProcess> {
  const [command, ...args] = options.command ?? [process.execPath, 'bin/ibkr-console.mjs', 'start']
  const host = options.anyHost ? [] : ['--browser', '--no-open']
  const flags = [...host, '--home', options.home, ...(options.flags ?? [])]
  const child = spawn(command, [...args, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: options.group ?? false,
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
  })
  let output = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const url = await firstAddress(child, () => output)
  return {
    pid: child.pid ?? 0,
    url,
    output: () => output,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode) return child.exitCode
      if (options.group && child.pid) process.kill(-child.pid, signal)
      else child.kill(signal)
      // The event `exit` comes too early: npm exits before its children. The pipes close when the last child exits.
      await once(child, 'close')
      return child.exitCode
    },
  }
}

async function firstAddress(child: ChildProcess, output: () => string): Promise<string> {
  if (!child.stdout) throw new Error('no stdout')
  const lines = createInterface({ input: child.stdout })
  const timer = setTimeout(() => child.kill('SIGKILL'), START_MS)
  try {
    for await (const line of lines) if (/^http:\/\/127\.0\.0\.1:\d+\/start\?token=/.test(line)) return line
    throw new Error(`The console ended without an address: ${output()}`)
  } finally {
    clearTimeout(timer)
    child.stdout.resume()
  }
}

export interface FinishedProcess {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the bin script until it exits, at most a minute. */
export async function runConsoleCommand(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<FinishedProcess> {
  const child = spawn(process.execPath, ['bin/ibkr-console.mjs', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    // A program that spins would run on after its test.
    timeout: START_MS,
    killSignal: 'SIGKILL',
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout, stderr }
}
