import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { PRACTICE } from '../../../src/host/profiles/profile.ts'
import { saveSettings } from '../../../src/host/profiles/settings.ts'
import type { Simulator } from '../../../src/simulator/start-simulator.ts'
import { startConsole } from '../../process/console-process.ts'
import { type AdmittedWindow, openWindow } from '../../process/open-window.ts'
import { bundleProgram } from '../simulator/bundled-program.ts'

const WINDOWS = 20
const RATE = 2_000
/** `STORM_SECONDS=900` runs the full 15 minutes. */
const SECONDS = Number(process.env['STORM_SECONDS'] ?? 60)
/** Maximum growth of memory since the start, in MB. */
const MOST_LEFT = 60

const FEEDS = [
  'orders.feed',
  'executions.feed',
  'positions.feed',
  'profit.feed',
  'journal.feed',
  'stream.feed',
] as const

test.skipIf(process.platform !== 'linux')(
  `the host's memory returns to its starting value after a burst with ${WINDOWS} windows`,
  async () => {
    const storm = await bundleProgram('../../process/order-storm.program.ts')
    const child = fork(storm.file)
    const [{ apiUrl }] = (await once(child, 'message')) as [Simulator]
    const home = mkdtempSync(join(tmpdir(), 'ibkr-console-storm-'))
    mkdirSync(home, { recursive: true })
    const gateway = { kind: 'gateway', id: 'gateway', name: 'Gateway', url: apiUrl } as const
    saveSettings(home, { schemaVersion: 1, selectedProfileId: 'gateway', profiles: [PRACTICE, gateway] })
    const console_ = await startConsole({ home })
    try {
      await wait(5_000)
      const start = memoryOf(console_.pid)
      const first = await openWindow(console_.url)
      const windows = [first]
      for (let count = 1; count < WINDOWS; count += 1) windows.push(await first.another())
      const executions = follow(first)
      await expect.poll(executions, { timeout: 30_000 }).toBeGreaterThanOrEqual(0)
      for (const window of windows) watchEverything(window)
      child.send({ storm: `storm:${RATE},0,1000` })
      let most = 0
      for (let second = 0; second < SECONDS; second += 1) {
        await wait(1_000)
        most = Math.max(most, memoryOf(console_.pid))
      }
      const counted = executions()
      child.send('calm')
      for (const window of windows) window.close()
      const left = (): number => memoryOf(console_.pid) - start
      await wait(30_000)
      const figures = { start, most, left: left(), executions: counted, seconds: SECONDS }
      process.stderr.write(`storm memory, MB: ${JSON.stringify(figures)}\n`)
      await expect.poll(left, { timeout: 60_000, interval: 1_000 }).toBeLessThanOrEqual(MOST_LEFT)
      expect(counted).toBeGreaterThan(5_000)
    } finally {
      await console_.stop()
      child.send('close')
      await once(child, 'exit')
      await storm.remove()
      rmSync(home, { recursive: true, force: true })
    }
  },
  (SECONDS + 180) * 1_000,
)

function watchEverything(window: AdmittedWindow): void {
  const ignore = { snapshot: () => undefined, items: () => undefined, closed: () => undefined }
  for (const feed of FEEDS) window.client.open(feed, {}, ignore)
}

/** Returns a function that returns the number of executions received by one window. */
function follow(window: AdmittedWindow): () => number {
  const ids = new Set<string>()
  window.client.open(
    'executions.feed',
    {},
    {
      snapshot: ({ rows }) => {
        for (const { executionId } of rows) ids.add(executionId)
      },
      items: (batch) => {
        for (const item of batch) if (item.kind === 'row') ids.add(item.key)
      },
      closed: () => undefined,
    },
  )
  return () => ids.size
}

/** Returns the resident memory of a process in MB. */
function memoryOf(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kilobytes) / 1_000)
}
