import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface ConsoleProcess {
  readonly pid: number
  /** The start URL that stood on stdout. */
  readonly url: string
  /** What it said on stderr so far. */
  words(): string
  /** Ends it as a user would and resolves to its exit code once everything that it started is gone. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export interface StartOptions {
  readonly home: string
  readonly flags?: readonly string[]
  /** Puts it into a process group of its own, and stops that group: what a terminal does at Ctrl-C. Default false. */
  readonly group?: boolean
  /** Leaves the choice of the host to the program. Default false: browser mode that opens nothing. */
  readonly anyHost?: boolean
  /** On top of this process's own. */
  readonly env?: NodeJS.ProcessEnv
  /** Default: the bin of this checkout. */
  readonly command?: readonly [string, ...string[]]
}

/** Ms within which a start must print its address, a build included. */
const START_MS = 60_000

/** Starts the real program and waits for the address that browser mode prints. */
export async function startConsole(options: StartOptions): Promise<ConsoleProcess> {
  const [command, ...args] = options.command ?? [process.execPath, 'bin/ibkr-console.mjs', 'start']
  const host = options.anyHost ? [] : ['--browser', '--no-open']
  const flags = [...host, '--home', options.home, ...(options.flags ?? [])]
  const child = spawn(command, [...args, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: options.group ?? false,
    env: { ...process.env, ...options.env },
  })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words += text
  })
  const url = await firstAddress(child, () => words)
  return {
    pid: child.pid ?? 0,
    url,
    words: () => words,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode) return child.exitCode
      if (options.group && child.pid) process.kill(-child.pid, signal)
      else child.kill(signal)
      // Not `exit`: npm ends before what it started, and the pipes close with the last of them.
      await once(child, 'close')
      return child.exitCode
    },
  }
}

async function firstAddress(child: ChildProcess, words: () => string): Promise<string> {
  if (!child.stdout) throw new Error('no stdout')
  const lines = createInterface({ input: child.stdout })
  const timer = setTimeout(() => child.kill('SIGKILL'), START_MS)
  try {
    for await (const line of lines) if (/^http:\/\/127\.0\.0\.1:\d+\/start\?token=/.test(line)) return line
    throw new Error(`The console ended without an address: ${words()}`)
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

/** Runs the bin to its end. */
export async function runBin(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<FinishedProcess> {
  const child = spawn(process.execPath, ['bin/ibkr-console.mjs', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
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
