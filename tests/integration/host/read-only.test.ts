import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DatabaseStarter } from '../../../src/host/database/database.ts'
import { StoredGuardRails } from '../../../src/host/guard-rails/stored-guard-rails.ts'
import { UserNotices } from '../../../src/host/host-context.ts'
import { type GuardRails, NO_RAILS, STRICT_RAILS } from '../../../src/shared/domain/guard-rails.ts'
import { isWorking, type Order } from '../../../src/shared/domain/orders.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { inThreadDatabase } from '../../process/in-thread-database.ts'
import { createMemoryKeychain } from '../../process/memory-keychain.ts'
import { type PracticeHost, startGatewayHost, startPracticeHost } from '../../process/practice-host.ts'
import { manualClock } from '../../unit/client/manual-clock.ts'

const NOTICE = 'Read-only: nothing can be stored'
const LIMITS = { ...NO_RAILS, quantity: { action: 'refuse', limit: 100 } } as const

let home: string
let host: PracticeHost
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-read-only-'))
  const clock = manualClock()
  const context = { home, clock, log: { write: () => undefined }, notices: new UserNotices() }
  const profiles = (['practice', 'gateway'] as const).map((id) => ({ id, kind: id, name: id }))
  const stored = new StoredGuardRails({ context, profiles: () => profiles })
  for (const { id } of profiles) stored.change(id, LIMITS)
})
afterEach(async () => {
  await host.close()
  rmSync(home, { recursive: true, force: true })
})

const filesOf = (folder: string): readonly unknown[] =>
  readdirSync(folder)
    .filter((name) => name !== 'settings.json' && name !== 'settings.json.last-good')
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')])

const orders = async (): Promise<readonly Order[]> => (await firstSnapshot(host.client, 'orders.feed', {})).orders
const ticket = (accountId: string) =>
  ({ accountId, conid: 265598, side: 'BUY', orderType: 'LMT', price: 1, quantity: 5, timeInForce: 'DAY' }) as const
const limitsOf = async (id: string): Promise<GuardRails | undefined> =>
  (await firstSnapshot(host.client, 'guardRails.feed', {}))[id]

/** Starts a LIVE session. The simulated account has working orders from the start. */
async function startLive(options: Parameters<typeof startGatewayHost>[1]): Promise<void> {
  host = await startGatewayHost({ loggedIn: true, accounts: ['U1234567'], askQuestions: false }, { home, ...options })
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
  await host.client.call('safety.arm', {})
}

/** Waits until the order list is read, which is also the first write of the journal. */
async function untilOrdersAreRead(): Promise<void> {
  const working = async () => (await orders()).filter(isWorking).length
  await skipping(() => expect.poll(working).toBeGreaterThan(1))
}

/** Skips the clock while something waits. */
async function skipping<T>(wait: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => host.clock.skip(500), 20)
  return wait().finally(() => clearInterval(timer))
}

const sent = (method: string) =>
  host.simulator.record.requests({ method, path: /\/iserver\/account\/[^/]+\/orders?(\/|$)/ }).length

const NOT_JOURNALED = { code: 'not-journaled', detail: { sent: false } }

test('a read-only console cancels orders of a LIVE profile, places none, applies its limits, and changes no file', async () => {
  writeFileSync(join(home, 'settings.json.1.tmp'), '')
  const before = filesOf(home)
  await startLive({ readOnly: NOTICE })
  expect(await firstSnapshot(host.client, 'app.notices', {})).toEqual([NOTICE])
  expect(await limitsOf('gateway')).toEqual(LIMITS)

  const order = ticket('U1234567')
  await expect(host.client.call('orders.place', order)).rejects.toMatchObject({
    ...NOT_JOURNALED,
    message: expect.stringMatching(
      /^Not sent: a LIVE profile sends no orders that cannot be journaled, only cancels\./,
    ),
  })
  const body = JSON.stringify({ orders: [{ conid: 265598, side: 'BUY', orderType: 'MKT', quantity: 1, tif: 'DAY' }] })
  const request = { method: 'POST', path: '/iserver/account/U1234567/orders', query: [], body } as const
  await expect(host.client.callBytes('requests.send', request)).rejects.toMatchObject(NOT_JOURNALED)
  await expect(host.client.call('socket.send', { text: 'xer+U1234567+{}' })).rejects.toMatchObject(NOT_JOURNALED)
  expect(sent('POST')).toBe(0)

  await untilOrdersAreRead()
  const [first] = (await orders()).filter(isWorking)
  await host.client.call('orders.cancel', { accountId: 'U1234567', orderId: first?.orderId ?? '' })
  expect(sent('DELETE')).toBe(1)
  const report = await skipping(() => host.client.call('killSwitch.run', {}))
  expect(report).toMatchObject({ remaining: [], problems: [] })

  const change = (rails: GuardRails) => host.client.call('guardRails.change', { profileId: 'gateway', rails })
  const refusal = { code: 'not-permitted', message: expect.stringContaining('The console runs read-only') }
  await expect(change(NO_RAILS)).rejects.toMatchObject(refusal)
  expect(await limitsOf('gateway')).toEqual(LIMITS)
  const reads = () => host.simulator.record.requests({ path: /pnl\/partitioned/ }).length
  expect(reads()).toBe(0)
  const lower = {
    ...LIMITS,
    quantity: { action: 'refuse', limit: 5 },
    dailyLoss: { action: 'refuse', limit: 1 },
  } as const
  await expect(change(lower)).rejects.toMatchObject(refusal)
  expect(await limitsOf('gateway')).toEqual(lower)
  // The limit of the daily loss needs the profit and loss, although it is not stored.
  await skipping(() => expect.poll(reads).toBeGreaterThan(0))
  const gateway = { kind: 'gateway', name: 'New', url: 'localhost:1', guardRails: 'none' } as const
  await expect(host.client.call('profiles.create', gateway)).rejects.toMatchObject(refusal)
  // Orders of another profile may have to be cancelled too.
  await host.client.call('profiles.select', { id: 'practice' })
  expect(await firstSnapshot(host.client, 'profiles.feed', {})).toMatchObject({
    selectedId: 'practice',
    profiles: { length: 2 },
  })
  await host.flush()
  expect(filesOf(home)).toEqual(before)
})

test('a read-only console applies strict limits in place of damaged ones, leaves the files, and places orders of Practice', async () => {
  for (const name of ['guard-rails.json', 'guard-rails.json.last-good']) writeFileSync(join(home, name), '{')
  // A key set that no profile uses, which a start would remove from the keychain.
  const unused = { store: 'keychain', generation: '0b0a2f6e-41d0-4a0f-8a1c-7a6f0f8f9b22', names: ['accessToken'] }
  writeFileSync(join(home, 'key-sets.json'), JSON.stringify({ schemaVersion: 1, sets: [unused] }))
  const keychain = createMemoryKeychain()
  keychain.entries.set(`${unused.generation}/accessToken`, new Uint8Array(1))
  const before = filesOf(home)
  host = await startPracticeHost({ home, readOnly: NOTICE, guardRails: true, keychain: keychain.load })
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
  const notices = await firstSnapshot(host.client, 'app.notices', {})
  expect(notices).toEqual([
    NOTICE,
    expect.stringMatching(/It was left unchanged; .*Every profile now has strict guard rails/),
  ])
  expect(await limitsOf('practice')).toEqual(STRICT_RAILS)
  const state = host.view()?.state
  const order = ticket(state?.kind === 'ready' ? state.accounts.selected : '')
  await expect(host.client.call('orders.place', { ...order, quantity: 101 })).rejects.toMatchObject({
    code: 'guard-rail-refused',
  })
  // Practice holds more shares than strict limits allow, so that it can only sell.
  await host.client.call('orders.place', { ...order, side: 'SELL', price: 240 })
  expect(sent('POST')).toBe(1)
  await host.flush()
  expect(keychain.entries.size).toBe(1)
  expect(filesOf(home)).toEqual(before)
})

test('sends an order of a LIVE profile while the journal cannot be written, because it may be a protective stop', async () => {
  let isFull = false
  const startDatabase: DatabaseStarter = (file, onReply, onEnd) => {
    const engine = inThreadDatabase(file, onReply, onEnd)
    return {
      end: () => engine.end(),
      post(request) {
        if (request.kind !== 'write' || !isFull) engine.post(request)
        else onReply({ id: request.id, kind: 'fault', fault: 'disk-full', message: 'SQLITE_FULL' })
      },
    }
  }
  await startLive({ startDatabase })
  await untilOrdersAreRead()
  const place = (): Promise<unknown> => host.client.call('orders.place', ticket('U1234567'))
  expect(await place()).toMatchObject({ kind: 'accepted' })
  isFull = true
  const [first] = (await orders()).filter(isWorking)
  await host.client.call('orders.cancel', { accountId: 'U1234567', orderId: first?.orderId ?? '' })
  const journal = async () => (await firstSnapshot(host.client, 'orders.feed', {})).status.journal.kind
  await expect.poll(journal).toBe('failing')
  expect(await place()).toMatchObject({ kind: 'accepted' })
  isFull = false
  await skipping(() => expect.poll(journal).toBe('writing'))
})
