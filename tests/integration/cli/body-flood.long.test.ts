import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PRACTICE } from '../../../src/host/profiles/profile.ts'
import { saveSettings } from '../../../src/host/profiles/settings.ts'
import { startSimulator } from '../../../src/simulator/start.ts'
import { startConsole } from '../../process/console-process.ts'
import { openWindow } from '../../process/window-link.ts'

const READS = 60
const WINDOWS = 3
/** Bytes of one body. */
const SIZE = 100_000_000
/** MB of the host while all of them come in: its start, the budget, one body, and what is on the way. */
const MOST = 600

test.skipIf(process.platform !== 'linux')(
  `${READS} reads of ${SIZE / 1e6} MB at once: each ends or fails with limit, and the host stays under ${MOST} MB`,
  async () => {
    const simulator = await startSimulator({ mode: 'gateway', tls: false, marketMoves: false, pacing: 'off' })
    simulator.controls.faults.add(`large=${SIZE}@GET /v1/api/trsrv/stocks`)
    const home = mkdtempSync(join(tmpdir(), 'ibkr-console-flood-'))
    const gateway = { kind: 'gateway', id: 'gateway', name: 'Gateway', url: simulator.apiUrl } as const
    saveSettings(home, { schemaVersion: 1, selectedProfileId: 'gateway', profiles: [PRACTICE, gateway] })
    const host = await startConsole({ home })
    let most = 0
    const watching = setInterval(() => {
      most = Math.max(most, memoryOf(host.pid))
    }, 50)
    try {
      const first = await openWindow(host.url)
      const windows = [first]
      for (let count = 1; count < WINDOWS; count += 1) windows.push(await first.another())
      const read = (index: number): Promise<string> =>
        (windows[index % WINDOWS] ?? first).client
          .callBytes('requests.send', { method: 'GET', path: 'trsrv/stocks', query: [['symbols', 'AAPL']] })
          .then(
            ({ output }) => output.body,
            ({ code }: { code: string }) => code,
          )
      await expect.poll(() => read(0), { timeout: 60_000 }).not.toBe('not-connected')
      const outcomes = await Promise.all(Array.from({ length: READS }, (_, index) => read(index)))
      const counts = Object.fromEntries(
        [...new Set(outcomes)].map((outcome) => [outcome, outcomes.filter((each) => each === outcome).length]),
      )
      process.stderr.write(`body flood: ${JSON.stringify({ most, ...counts })}\n`)
      expect(most).toBeLessThan(MOST)
      for (const window of windows) window.close()
    } finally {
      clearInterval(watching)
      await host.stop()
      await simulator.close()
      rmSync(home, { recursive: true, force: true })
    }
  },
  600_000,
)

/** MB that the process holds of the machine's memory. */
function memoryOf(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kilobytes) / 1_000)
}
