import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { DatabaseStarter } from '../../../src/host/database/database.ts'
import type { InboxItem, InboxView } from '../../../src/shared/contract/inbox-views.ts'
import type { LocalAlertsView, LocalAlertView } from '../../../src/shared/contract/local-alert-views.ts'
import type { InboxEntry } from '../../../src/shared/domain/inbox.ts'
import type { AlertCondition } from '../../../src/shared/domain/local-alerts.ts'
import { inThreadDatabase } from '../../process/in-thread-database.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'
import type { WindowOfProfile } from '../../process/window-of-profile.ts'

const [AAPL, IBKR] = [265598, 43645865]

/** Follows inbox and local alerts as a window does. */
function follow(client: WindowOfProfile) {
  let [profileId, entries] = ['', new Map<string, InboxEntry>()]
  let alerts: LocalAlertsView = { profileId: '', alerts: [], lines: 0 }
  let loading = true
  const show = (view: InboxView): void => {
    profileId = view.profileId
    loading = view.status.loading
    entries = new Map(view.entries.map((entry) => [entry.id, entry]))
  }
  const closed = (): void => undefined
  const items = (batch: readonly InboxItem[]): void => {
    for (const item of batch) {
      if (item.kind === 'view') show(item.view)
      if (item.kind === 'entry') entries.set(item.entry.id, item.entry)
      if (item.kind === 'removed') entries.delete(item.id)
    }
  }
  client.open('inbox.feed', {}, { snapshot: show, items, closed })
  const receive = (view: LocalAlertsView = alerts): void => {
    alerts = view
  }
  client.open('localAlerts.feed', {}, { snapshot: receive, items: (batch) => receive(batch.at(-1)), closed })
  return {
    profileId: () => profileId,
    loading: () => loading,
    titles: (...kinds: readonly InboxEntry['kind'][]) =>
      [...entries.values()].filter(({ kind }) => kinds.includes(kind)).map(({ title }) => title),
    entries: () => [...entries.values()],
    alert: (id: string): LocalAlertView | undefined => alerts.alerts.find((each) => each.id === id),
    alerts: () => alerts,
  }
}

/** A database that runs no request while it is paused. */
function pausableDatabase() {
  let isPaused = false
  const waiting: (() => void)[] = []
  const start: DatabaseStarter = (...args) => {
    const connection = inThreadDatabase(...args)
    return {
      ...connection,
      post: (request) => (isPaused ? void waiting.push(() => connection.post(request)) : connection.post(request)),
    }
  }
  return {
    start,
    pause(): void {
      isPaused = true
    },
    resume(): void {
      isPaused = false
      for (const run of waiting.splice(0)) run()
    },
  }
}

const save = async (host: PracticeHost, condition: AlertCondition, id?: string): Promise<string> =>
  (await host.client.call('localAlerts.save', { profileId: 'practice', on: true, condition, ...(id && { id }) })).id

test('records events once and shares them between windows', async () => {
  const home = mkdtempSync(join(tmpdir(), 'ibkr-console-inbox-'))
  const database = pausableDatabase()
  let host = await startPracticeHost({ home, startDatabase: database.start })
  const { controls, record } = host.simulator
  const secondWindow = host.openWindow()
  const [first, second] = [follow(host.client), follow(secondWindow)]
  const soon = (what: string, done: () => boolean): Promise<void> => host.until(what, done, 60)
  await soon('the socket', () => host.view()?.socket === 'connected')

  // IBKR sends notifications, and repeats frames.
  await host.client.call('inbox.refresh', {})
  await soon('the notifications', () => first.titles('notice').length === 10)
  expect(first.entries().filter(({ unread }) => unread)).toHaveLength(4)
  for (let time = 0; time < 3; time += 1) controls.notify({ id: '118', title: 'GTC', text: 'Ends on <b>Friday</b>' })
  controls.bulletin({ id: 1, message: 'NYSE is closed' })
  await soon('the notices', () => first.titles('notice').length === 12)
  expect(first.entries().at(-2)).toMatchObject({ title: 'GTC', body: 'Ends on Friday', unread: true })

  // A price that the contract never has would trigger at once.
  for (const level of [0, -1]) {
    const condition = {
      kind: 'price',
      conid: AAPL,
      symbol: 'AAPL',
      direction: 'rises',
      level,
      rearm: 'manual',
    } as const
    await expect(save(host, condition)).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'Enter a price greater than 0: AAPL has no price at or below 0.',
    })
  }

  // The connection drops repeatedly.
  for (let drop = 0; drop < 4; drop += 1) {
    controls.dropSockets()
    await soon('the drop', () => host.view()?.socket !== 'connected')
    await soon('the reconnect', () => host.view()?.socket === 'connected')
  }
  await soon('both entries', () => first.titles('disconnect', 'reconnect').length === 2)
  expect(first.titles('disconnect', 'reconnect')).toEqual(['Connection lost 4 times', 'Connection restored'])

  // Alerts fire only once and share one market data line per contract.
  record.clear()
  controls.setPrice('AAPL', 200)
  const rises = { kind: 'price', conid: AAPL, symbol: 'AAPL', direction: 'rises', level: 210 } as const
  const once = await save(host, { ...rises, rearm: 'manual' })
  const again = await save(host, { ...rises, level: 220, rearm: 'automatic' })
  const delayed = await save(host, { ...rises, conid: IBKR, symbol: 'IBKR', level: 1, rearm: 'manual' })
  const age = await save(host, { kind: 'order-age', minutes: 1 })
  const silent = await save(host, { kind: 'silent-feed', feed: 'socket', seconds: 30, rearm: 'automatic' })
  const loss = { kind: 'daily-profit', account: 'U0000000', direction: 'falls', level: 0, rearm: 'manual' } as const
  const unknown = await save(host, loss)
  await soon(
    'the quotes',
    () => first.alert(once)?.state.kind === 'watching' && first.alert(delayed)?.state.kind === 'blocked',
  )
  expect(first.alert(delayed)?.state).toMatchObject({ reason: expect.stringContaining('No permission') })
  expect(first.alert(unknown)?.state.kind).toBe('waiting')
  expect(first.alerts().lines).toBe(2)
  controls.setPrice('AAPL', 230)
  await soon('both alerts', () => first.titles('alert').length === 2 && first.alert(again)?.state.kind === 'fired')
  controls.setPrice('AAPL', 200)
  await soon('the armed alert', () => first.alert(again)?.state.kind === 'watching')
  expect(first.alert(once)?.state.kind).toBe('fired')
  controls.setPrice('AAPL', 230)
  await soon('the alert again', () => first.titles('alert').length === 3)
  const orderId = String(controls.addOrder({ symbol: 'IBM', side: 'BUY', quantity: 3, price: 1 }))
  await host.until(
    'the old order',
    () => first.entries().some(({ link }) => link?.kind === 'order' && link.orderId === orderId),
    150,
  )
  expect(first.titles('alert').filter((title) => title === 'Order works longer than 1 min').length).toBeGreaterThan(0)
  expect(first.alert(age)?.state.kind).toBe('watching')
  const fired = first.titles('alert').length
  await host.client.call('localAlerts.remove', { profileId: 'practice', id: age })
  const stall = controls.faults.add('503@GET /ws')
  controls.dropSockets()
  await host.until('silence', () => first.alert(silent)?.state.kind === 'fired', 90)
  stall.remove()
  await host.until('frames', () => first.alert(silent)?.state.kind === 'watching', 120)
  expect(first.titles('alert')).toHaveLength(fired + 1)
  expect(record.requests({}).filter(({ method, path }) => method !== 'GET' && !/tickle|auth|ssodh/.test(path))).toEqual(
    [],
  )

  // Both windows share the read state.
  const unread = (): number => second.entries().filter((entry) => entry.unread).length
  await host.client.call('inbox.markRead', { profileId: 'practice', ids: 'all', read: true })
  await soon('the read state', () => unread() === 0)

  // Another profile has its own inbox and alerts, even if it cannot connect.
  const other = await host.client.call('profiles.create', {
    guardRails: 'none',
    kind: 'gateway',
    name: 'Other',
    url: 'https://127.0.0.1:9',
  })
  controls.dropSockets()
  await soon('the drop', () => host.view()?.socket !== 'connected')
  for (const window of [host.client, secondWindow]) await window.call('profiles.select', { id: other.id })
  await soon('the other profile', () => second.profileId() === other.id && second.alerts().profileId === other.id)
  expect([second.entries(), second.alerts().alerts]).toEqual([[], []])
  await expect(host.client.call('inbox.clear', { profileId: 'practice', ids: 'all' })).rejects.toMatchObject({
    code: 'other-profile',
  })
  const before = first.titles('alert').length
  await host.client.call('profiles.select', { id: 'practice' })
  await soon('the first profile', () => first.titles('alert').length > 0)
  const kept = first.titles('alert', 'disconnect', 'reconnect')
  const lost = first.entries().findLast(({ kind }) => kind === 'disconnect')
  expect(lost?.body).toMatch(/^The session ended \d+ s later, before the connection was restored$/)
  expect(before).toBe(0)
  // Windows may end the program right after a flush, as if the folder were copied at that time.
  database.pause()
  await host.client.call('inbox.markRead', { profileId: 'practice', ids: 'all', read: false })
  const onFlushed = vi.fn()
  const flushed = host.flush().then(onFlushed)
  await new Promise((resolve) => setImmediate(resolve))
  expect(onFlushed).not.toHaveBeenCalled()
  database.resume()
  await flushed
  const killed = join(home, 'killed')
  for (const name of readdirSync(home)) if (name !== 'killed') cpSync(join(home, name), join(killed, name))
  await host.close()

  // The inbox is kept after a restart. Orders of the ended simulator link to the journal.
  host = await startPracticeHost({ home: killed })
  const third = follow(host.client)
  await soon('the entries', () => third.titles('alert').length > 0)
  expect(third.titles('alert', 'disconnect', 'reconnect')).toEqual(kept)
  expect(third.entries().some((entry) => !entry.unread && entry.kind === 'alert')).toBe(false)
  expect(third.entries().find(({ title }) => title.startsWith('Order works'))?.link?.kind).toBe('journal')
  expect(third.alert(once)?.firedAt).toBeTypeOf('number')
  await host.close()
  rmSync(home, { recursive: true, force: true })
}, 30_000)
