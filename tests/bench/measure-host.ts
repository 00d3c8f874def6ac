import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type BenchmarkFigure, boundedFigure } from './benchmark-figure.ts'

interface HostDelay {
  readonly p99: number
  readonly longest: number
  readonly mostWork: number
}

export interface HostMeasurement {
  /** Environment variables with which the host must start. */
  readonly env: NodeJS.ProcessEnv
  /** Starts the measurement in the process with this id. */
  begin(pid: number): void
  /** Returns the event loop figures, which are available after the host has exited. */
  figures(what: string): readonly BenchmarkFigure[]
}

/** Prepares a measurement of a host's event loop. */
export function prepareHostMeasurement(): HostMeasurement {
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-delay-'))
  return {
    env: {
      NODE_OPTIONS: `--import=${resolve('tests/bench/host-event-loop-delay.mjs')}`,
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
        boundedFigure(`event-loop delay of the host ${what}, p99`, 'ms', largest('p99'), 50),
        // The value is NaN if the system does not report processor time, so that the comparison with the bound fails.
        boundedFigure(`most work of the host at one go ${what}`, 'ms', largest('mostWork'), 50),
      ]
    },
  }
}
