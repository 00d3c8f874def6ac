import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { longTest } from '../../process/long-run-tests.ts'
import { type OpenedWindow, type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'
import type { WindowOfProfile } from '../../process/window-of-profile.ts'
import { skipUntil } from '../client/skippable-clock.ts'

/*
 * What ends the use of a profile, or its permission, while IBKR processes an order. Each order gets one result, which is
 * written once, in the journal of its profile.
 */

const ORDER = { conid: 265598, side: 'BUY', orderType: 'LMT', price: 1, quantity: 1, timeInForce: 'DAY' } as const
/** The requests of an order, of any account. */
const ORDERS = 'POST /iserver/account/*'
/** The time in ms that a session waits for responses before it closes. */
const PATIENCE_MS = 5_000

let host: PracticeHost
let lab: Simulator
let window: OpenedWindow
let profileId: string
let account: string
beforeAll(async () => {
  host = await startPracticeHost()
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
})
afterAll(() => host.close())

/** Gives a new window a new profile of a new server. Each test ends its profile in another way. */
async function useLab(): Promise<void> {
  // Two profiles in use must not have the same account.
  account = `DU70${profiles}`
  lab = await startSimulator({
    mode: 'gateway',
    tls: false,
    clock: host.clock,
    accounts: [account],
    askQuestions: false,
  })
  profileId = (
    await host.client.call('profiles.create', {
      kind: 'gateway',
      name: profileName(),
      url: lab.apiUrl,
      guardRails: 'none',
    })
  ).id
  window = host.openWindow()
  await showLab(window)
}
let profiles = 0
function profileName(): string {
  profiles += 1
  return `Lab ${profiles}`
}

async function showLab(shown: WindowOfProfile, id = profileId): Promise<void> {
  let isReady = false
  shown.open(
    'session.feed',
    {},
    {
      snapshot: ({ view }) => (isReady = view.profile.id === id && view.state.kind === 'ready'),
      items: (batch) => {
        for (const item of batch)
          if (item.kind === 'view') isReady = item.view.profile.id === id && item.view.state.kind === 'ready'
      },
      closed: () => undefined,
    },
  )
  await shown.call('profiles.select', { id })
  await host.until('the session is ready', () => isReady, 60)
  await shown.call('safety.arm', {})
}

const arrived = () => lab.record.requests({ method: 'POST', path: /\/orders$/ })

/** Sends an order, and waits until the server has it. Its response comes after `latency` ms, or never. */
async function onTheWire(latency: number | 'never') {
  lab.controls.faults.add(`${latency === 'never' ? 'silence' : `latency=${latency}`}@${ORDERS}`)
  const ended = window.call('orders.place', { ...ORDER, accountId: account, profileId }).then(
    (response) => response.kind,
    (error: unknown) => (error as { readonly code: string }).code,
  )
  await vi.waitUntil(() => arrived().length > 0, { timeout: 20_000, interval: 2 })
  return ended
}

/** Skips time until a promise settles, in small steps, so that a response arrives before the next step. */
async function settle<T>(promise: Promise<T>): Promise<T> {
  let isOver = false
  void promise.finally(() => (isOver = true)).catch(() => undefined)
  await host.until('it ends', () => isOver, 90)
  return promise
}

/** The entries about the order in the journals of all profiles. */
async function journaled(client: WindowOfProfile = host.client) {
  await host.flush()
  const { rows } = await client.call('journal.page', { query: {}, offset: 0, limit: 500 })
  return rows.filter(({ text }) => text.includes('submitted from this console'))
}

/** Each way to end the session of a profile. */
const ENDS: Readonly<Record<string, () => Promise<unknown>>> = {
  'another profile is selected': () => window.call('profiles.select', { id: 'practice' }),
  'the profile is deleted': () => window.call('profiles.delete', { id: profileId }),
  'the address of its server is changed': () =>
    window.call('profiles.change', { id: profileId, url: 'http://127.0.0.1:9/v1/api' }),
  'the session is disconnected': () => window.call('session.disconnect', {}),
  'another profile with the same login is selected': async () => {
    const url = lab.apiUrl
    const same = await window.call('profiles.create', { kind: 'gateway', name: profileName(), url, guardRails: 'none' })
    await window.call('profiles.select', { id: same.id })
    return same
  },
}

describe.each(Object.entries(ENDS))('while an order is on the wire, %s', (end, endUse) => {
  beforeEach(useLab)

  test('and the response still gives the result, once, in the journal of its profile', async () => {
    const before = (await journaled()).length
    const result = onTheWire(3_000)
    await vi.waitUntil(() => arrived().length > 0, { interval: 2 })
    const ended = endUse()
    expect(await settle(result)).toBe('accepted')
    await settle(ended)
    const rows = await journaled()
    expect(rows).toHaveLength(before + 1)
    expect(rows[0]).toMatchObject({ profileId, account })
    expect(rows[0]?.text).not.toContain('unconfirmed')
    expect(arrived()).toHaveLength(1)
    await lab.close()
  })

  const shortTest = end === 'another profile is selected' || end === 'the session is disconnected' ? test : longTest
  shortTest('and without a response its outcome is unknown after five seconds, once, in that journal', async () => {
    const before = (await journaled()).length
    const result = onTheWire('never')
    await vi.waitUntil(() => arrived().length > 0, { interval: 2 })
    const begun = host.clock.now()
    const ended = endUse()
    expect(await settle(result)).toBe('outcome-unknown')
    expect(host.clock.now() - begun).toBeGreaterThanOrEqual(PATIENCE_MS)
    expect(host.clock.now() - begun).toBeLessThan(2 * PATIENCE_MS)
    await settle(ended)
    const rows = await journaled()
    expect(rows).toHaveLength(before + 1)
    expect(rows[0]).toMatchObject({ profileId, account })
    expect(rows[0]?.text).toContain('Delivery unconfirmed')
    expect(arrived()).toHaveLength(1)
    await lab.close()
  })
})

test('an order on the wire gets its result, once, although the profile is disarmed, the vault locked, or the window closed', async () => {
  await useLab()
  for (const interrupt of [
    () => window.call('safety.disarm', {}),
    () => window.call('keys.lockVault', {}),
    // Like a reload: the new window shows the same profile.
    async () => {
      window.close()
      window = host.openWindow()
      await window.call('profiles.resume', { id: profileId })
    },
  ]) {
    await window.call('safety.arm', {})
    lab.record.clear()
    const before = (await journaled()).length
    void onTheWire(500)
    await vi.waitUntil(() => arrived().length > 0, { interval: 2 })
    await interrupt()
    host.clock.skip(500)
    await vi.waitUntil(async () => (await journaled()).length > before, { timeout: 20_000 })
    host.clock.skip(PATIENCE_MS)
    const [newest, ...others] = await journaled()
    expect([newest?.profileId, others.length]).toEqual([profileId, before])
    expect(newest?.text).not.toContain('unconfirmed')
    expect(arrived()).toHaveLength(1)
  }
  await lab.close()
})

test.each([
  [3_000, false],
  ['never', true],
] as const)(
  'journals an order that is on the wire when the console quits (response: %s ms)',
  async (latency, isUnknown) => {
    const home = mkdtempSync(join(tmpdir(), 'ibkr-console-wire-'))
    try {
      const quitting = await startPracticeHost({ home })
      await vi.waitUntil(() => quitting.view()?.state.kind === 'ready', { timeout: 20_000 })
      quitting.simulator.controls.faults.add(`${isUnknown ? 'silence' : `latency=${latency}`}@${ORDERS}`)
      void quitting.client.call('orders.place', { ...ORDER, accountId: 'DU1234567' }).catch(() => undefined)
      const posts = () => quitting.simulator.record.requests({ method: 'POST', path: /\/orders$/ }).length
      await vi.waitUntil(() => posts() > 0, { interval: 2 })
      await skipUntil(quitting.clock, quitting.close())
      const next = await startPracticeHost({ home })
      try {
        const rows = await journaled(next.client)
        // The response of Practice is a question, which the journal does not contain.
        expect(rows.map(({ text }) => text.includes('Delivery unconfirmed'))).toEqual(isUnknown ? [true] : [])
        const history = await next.client.call('history.page', { query: {}, offset: 0, limit: 5 })
        expect(history.rows.map(({ outcome }) => outcome)).toEqual([isUnknown ? 'unknown' : 'question'])
      } finally {
        await next.close()
      }
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  },
)
