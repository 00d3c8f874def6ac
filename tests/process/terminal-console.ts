import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface TerminalConsole {
  /** Returns the terminal output so far. */
  screen(): string
  /** Enters a line in the terminal. */
  type(line: string): void
  stop(): Promise<void>
}

/** Runs browser mode of the built program in a pseudo-terminal that `script` (util-linux) creates. */
export function startInTerminal(home: string): TerminalConsole {
  const command = `"${process.execPath}" bin/ibkr-console.mjs start --browser --no-open --home "${home}"`
  const child = spawn('script', ['-qefc', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] })
  let screen = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
  })
  return {
    screen: () => screen,
    type: (line) => void child.stdin.write(`${line}\n`),
    async stop() {
      if (child.exitCode !== null || child.signalCode) return
      const closed = once(child, 'close')
      // Sends Ctrl-C, as the terminal does.
      child.stdin.write('\u0003')
      await closed
    },
  }
}
