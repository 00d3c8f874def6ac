import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { saveSettings } from '../../../src/host/profiles/settings.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { type ConsoleProcess, startConsole } from '../../process/console-process.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { turnGuardRailsOff } from '../../process/guard-rails-off.ts'
import { openWindow } from '../../process/open-window.ts'

let home: string
let simulator: Simulator
let running: ConsoleProcess | undefined
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-kill-'))
  simulator = await startSimulator({ mode: 'gateway', tls: false, loggedIn: true })
  const profile = { kind: 'gateway', id: 'gateway', name: 'Gateway', url: simulator.apiUrl } as const
  saveSettings(home, { schemaVersion: 1, selectedProfileId: 'gateway', profiles: [profile] })
  turnGuardRailsOff(home)
})
afterEach(async () => {
  await running?.stop('SIGKILL')
  await simulator.close()
  rmSync(home, { recursive: true, force: true })
})

async function start() {
  running = await startConsole({ home })
  return (await openWindow(running.url)).client
}

test('the history shows an order that was on the wire at kill -9 as unknown, with advice, and finds and exports it', async () => {
  const client = await start()
  await expect.poll(async () => (await firstSnapshot(client, 'session.feed', {})).view.state.kind).toBe('ready')
  await client.call('safety.arm', {})
  // IBKR processes the order, and its response is on the way when the process dies.
  simulator.controls.faults.add('latency=60000@POST /iserver/account/*/orders')
  const order = { accountId: 'DU1234567', conid: 265598, side: 'BUY', orderType: 'MKT', quantity: 7 } as const
  const placing = Promise.allSettled([
    client.call('orders.place', { ...order, timeInForce: 'DAY', profileId: 'gateway' }),
  ])
  await expect.poll(() => simulator.record.requests({ method: 'POST', path: /\/orders$/ })).toHaveLength(1)
  await running?.stop('SIGKILL')
  await placing

  const next = await start()
  const page = (text: string) => next.call('history.page', { query: { text }, offset: 0, limit: 10 })
  const { rows } = await page('265598')
  expect(rows).toMatchObject([{ source: 'orders', method: 'POST', effect: 'trading', outcome: 'unknown' }])
  expect(await page('console ended before the response')).toMatchObject({ total: 1, rows })
  const { output } = await next.callBytes('history.entry', { id: rows[0]?.id ?? 0 })
  expect(JSON.parse(output.body ?? '')).toMatchObject({ orders: [{ conid: 265598, quantity: 7 }] })
  expect(output.error?.message).toBe(
    'Outcome unknown: the console ended before the response was stored. Check the order list before you send it again.',
  )
  const file = await next.call('history.export', { query: {}, format: 'har' })
  const { body } = await next.callBytes('responses.body', { responseId: file.responseId })
  expect(JSON.parse(Buffer.from(body).toString()).log.entries).toMatchObject([
    { request: { method: 'POST' }, response: { status: 0 }, comment: expect.stringContaining('Outcome unknown') },
  ])
})
