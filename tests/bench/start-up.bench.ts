import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { chooseExecutable } from '../e2e/start-console.ts'
import { startConsole } from '../process/console-process.ts'
import { openWindow } from '../process/open-window.ts'
import { type BenchmarkFigure, boundedFigure, median } from './benchmark-figure.ts'

const RUNS = 5
const REPORTER = 'tests/bench/report-authenticated-window.cjs'
const NPM_START = ['npm', 'start', '--silent', '--'] as const

/** Measures the first start of the console: the time until it is ready, and its memory when idle. */
export async function runBenchmark(): Promise<readonly BenchmarkFigure[]> {
  const home = mkdtempSync(join(tmpdir(), 'ibkr-console-bench-'))
  try {
    rmSync('out', { recursive: true, force: true })
    const first = await timed(home, 'address')
    const ready: number[] = []
    for (let count = 0; count < RUNS; count += 1) ready.push(await timed(home, 'ready'))
    const desktop: number[] = []
    for (let count = 0; count < RUNS; count += 1) desktop.push(await timedDesktop(home))
    return [
      boundedFigure('npm start, nothing built, to the address', 's', first, 30),
      boundedFigure('npm start, second time, to an authenticated Practice session', 's', median(ready), 3),
      boundedFigure(
        'desktop program on the stand-in, to a window with an authenticated Practice session',
        's',
        median(desktop),
        1.5,
      ),
      boundedFigure('memory of all its processes when idle (resident)', 'MB', await idleMemory(home), 165),
    ]
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

async function timed(home: string, until: 'address' | 'ready'): Promise<number> {
  const started = performance.now()
  const console = await startConsole({ home, command: [...NPM_START] })
  if (until === 'ready') await waitUntilReady(console.url)
  const seconds = (performance.now() - started) / 1_000
  await console.stop()
  return seconds
}

/** Measures from the start of the executable until the window has drawn the state. No test tool is connected. */
async function timedDesktop(home: string): Promise<number> {
  const executable = chooseExecutable('electron-standin')
  const started = Date.now()
  const program = spawn(executable, ['-r', resolve(REPORTER), '.', `--home=${home}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const at = await new Promise<number>((report, reject) => {
    program.on('message', (message: { kind: string; at: number }) => {
      if (message.kind === 'authenticated') report(message.at)
    })
    program.once('exit', (code) => reject(new Error(`The desktop program exited with ${code}.`)))
  })
  // The program ends with its launcher.
  program.disconnect()
  await once(program, 'exit')
  return (at - started) / 1_000
}

async function waitUntilReady(url: string): Promise<void> {
  const window = await openWindow(url)
  await new Promise<void>((resolve, reject) => {
    window.client.open(
      'session.feed',
      {},
      {
        snapshot: ({ view }) => view.state.kind === 'ready' && resolve(),
        items: (batch) => batch.some((item) => item.kind === 'view' && item.view.state.kind === 'ready') && resolve(),
        closed: reject,
      },
    )
  })
  window.close()
}

/** Returns the resident memory of npm, its shell and all child processes after half a minute idle. */
async function idleMemory(home: string): Promise<number> {
  const console = await startConsole({ home, command: [...NPM_START] })
  await waitUntilReady(console.url)
  await wait(30_000)
  const total = processTree(console.pid).reduce((sum, pid) => sum + residentMegabytes(pid), 0)
  await console.stop()
  return total
}

function processTree(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch {
      // The process exited during the scan.
    }
  }
  const tree = [root]
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child)
  return tree
}

function residentMegabytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes ?? 0) / 1_024
}
