import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PRACTICE } from '../../../src/host/profiles/profile.ts'
import { saveSettings } from '../../../src/host/profiles/settings.ts'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { startConsole } from '../../process/console-process.ts'
import { turnGuardRailsOff } from '../../process/guard-rails-off.ts'
import { type AdmittedWindow, openWindow } from '../../process/open-window.ts'

const CALLS = 60
const WINDOWS = 3
/** Size of one body, in bytes. */
const SIZE = 100_000_000
/**
 * Maximum memory of the host in MB while all bodies arrive: initial memory, the budget, one body, and bytes in transit.
 */
const MOST = 600

/** Calls with responses that are too large, by kind. */
const floods = {
  'reads of the explorer': {
    place: 'GET /v1/api/trsrv/stocks',
    send: ({ client }: AdmittedWindow) =>
      client.callBytes('requests.send', { method: 'GET', path: 'trsrv/stocks', query: [['symbols', 'AAPL']] }),
    ends: ['sent', 'stored', 'limit'],
  },
  'searches for contracts': {
    place: '/v1/api/iserver/secdef/search',
    // Different texts, because results are cached.
    send: ({ client }: AdmittedWindow, index: number) => client.call('contracts.search', { symbol: `ZZ${index}` }),
    ends: ['upstream'],
  },
  'trading requests of the explorer': {
    place: 'POST /v1/api/iserver/account/*',
    send: ({ client }: AdmittedWindow) =>
      client.callBytes('requests.send', {
        method: 'POST',
        path: 'iserver/account/DU1234567/orders',
        query: [],
        body: '{"orders":[]}',
        profileId: 'gateway',
      }),
    ends: ['outcome-unknown', 'not-sent-rate-limited', 'not-sent-no-connection'],
  },
} as const

test.skipIf(process.platform !== 'linux').each(Object.keys(floods) as (keyof typeof floods)[])(
  'the host ends a flood of large responses to %s, and stays within its memory limit',
  async (name) => {
    const { place, send, ends } = floods[name]
    const simulator = await startSimulator({ mode: 'gateway', tls: false, marketMoves: false, pacing: 'off' })
    const home = mkdtempSync(join(tmpdir(), 'ibkr-console-flood-'))
    const gateway = { kind: 'gateway', id: 'gateway', name: 'Gateway', url: simulator.apiUrl } as const
    saveSettings(home, { schemaVersion: 1, selectedProfileId: 'gateway', profiles: [PRACTICE, gateway] })
    turnGuardRailsOff(home)
    const host = await startConsole({ home })
    let most = 0
    const watching = setInterval(() => {
      most = Math.max(most, memoryOf(host.pid))
    }, 50)
    try {
      const first = await openWindow(host.url)
      const windows = [first]
      for (let count = 1; count < WINDOWS; count += 1) windows.push(await first.another())
      const codeOf = ({ code }: { code: string }): string => code
      await expect
        .poll(() => first.client.call('safety.arm', {}).then(() => 'armed', codeOf), { timeout: 60_000 })
        .toBe('armed')
      await expect
        .poll(() => first.client.call('contracts.search', { symbol: 'AAPL' }).then(() => 'ready', codeOf), {
          timeout: 60_000,
        })
        .toBe('ready')
      simulator.controls.faults.add(`large=${SIZE}@${place}`)
      const outcomes = await Promise.all(
        Array.from({ length: CALLS }, (_, index) =>
          send(windows[index % WINDOWS] ?? first, index).then(
            (result) => ('output' in result ? result.output.body : 'done'),
            codeOf,
          ),
        ),
      )
      const counts = Object.fromEntries(
        [...new Set(outcomes)].map((outcome) => [outcome, outcomes.filter((each) => each === outcome).length]),
      )
      process.stderr.write(`body flood: ${JSON.stringify({ name, most, ...counts })}\n`)
      expect(ends).toEqual(expect.arrayContaining(Object.keys(counts)))
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

/** Returns the resident memory of a process in MB. */
function memoryOf(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kilobytes) / 1_000)
}
