import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { atMost, type Figure } from './figure.ts'

interface HostDelay {
  readonly p99: number
  readonly longest: number
  readonly mostWork: number
}

export interface WatchedHost {
  /** What a host has to be started with. */
  readonly env: NodeJS.ProcessEnv
  /** Measures from now on, in the process with this number. */
  begin(pid: number): void
  /** After the host has ended: what its event loop did meanwhile, whatever else ran on the machine. */
  figures(what: string): readonly Figure[]
}

/** Looks into the event loop of a host. */
export function watchedHost(): WatchedHost {
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-delay-'))
  return {
    env: {
      NODE_OPTIONS: `--import=${resolve('tests/bench/host-delay.mjs')}`,
      HOST_DELAY_FILE: join(folder, 'delay'),
    },
    begin: (pid) => process.kill(pid, 'SIGUSR2'),
    figures(what) {
      const delays = readdirSync(folder).map(
        (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as HostDelay,
      )
      rmSync(folder, { recursive: true, force: true })
      const largest = (part: keyof HostDelay): number => Math.max(...delays.map((delay) => delay[part]))
      process.stderr.write(`Host ${what}: longest delay of its event loop ${largest('longest').toFixed(0)} ms\n`)
      return [
        atMost(`event-loop delay of the host ${what}, p99`, 'ms', largest('p99'), 50),
        // NaN, and no figure that holds, where the system does not tell.
        atMost(`most work of the host at one go ${what}`, 'ms', largest('mostWork'), 50),
      ]
    },
  }
}
