import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FrameQuery } from '../../../src/shared/contract/schemas.ts'
import type { LiveValues, StreamView } from '../../../src/shared/contract/stream-views.ts'
import { longCases } from '../../process/long-run-tests.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'

const AAPL = 'smd+265598+{"fields":["31","84","86"]}'

let home: string
let host: PracticeHost
let view: StreamView | undefined
const values = new Map<string, LiveValues>()

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-stream-'))
  host = await startPracticeHost({ home })
  const keep = (next: StreamView): void => {
    view = next
  }
  const merge = (batch: readonly LiveValues[]): void => {
    for (const each of batch) values.set(each.id, each)
  }
  values.clear()
  host.client.open(
    'stream.feed',
    {},
    { snapshot: keep, items: (batch) => batch.forEach(keep), closed: () => undefined },
  )
  host.client.open('stream.values', {}, { snapshot: merge, items: merge, closed: () => undefined })
  await expect.poll(() => host.view()?.socket).toBe('connected')
})
afterEach(async () => {
  await host.close()
  rmSync(home, { recursive: true, force: true })
})

const page = (query: FrameQuery = {}) => host.client.call('stream.page', { query, offset: 0, limit: 500 })
const subscribe = (text: string) => host.client.call('stream.subscribe', { text })
const subscription = (id: string) => view?.subscriptions.find((each) => each.id === id)

test('logs everything sent and received since the socket opened, with masked session ids', async () => {
  const { rows } = await page()
  const kinds = new Set(rows.map(({ kind }) => kind))
  expect([...kinds].sort()).toEqual(['open', 'receive', 'send'])
  expect(rows.map(({ topic }) => topic)).toEqual(expect.arrayContaining(['system', 'act', 'sts', 'sor']))
  const act = rows.find(({ topic }) => topic === 'act')
  const whole = await host.client.call('stream.frame', { number: act?.number ?? 0 })
  expect(JSON.parse(whole.text).args.sessionId).toBe('•••')
})

test('merges market data into values by name, counts frames, and stops when the subscription ends', async () => {
  const { id } = await subscribe(AAPL)
  await expect
    .poll(() => values.get(id))
    .toMatchObject({
      kind: 'quote',
      contract: '265598',
      values: { last: expect.any(String), bid: expect.any(String), ask: expect.any(String) },
    })
  await expect.poll(() => subscription(id)?.frames).toBeGreaterThan(1)
  await expect(subscribe(AAPL)).rejects.toMatchObject({ code: 'already-subscribed' })
  await expect.poll(async () => (await page({ kinds: ['send'], text: 'smd+265598' })).total).toBe(1)

  await host.client.call('stream.unsubscribe', { id })
  await expect.poll(() => values.get(id)).toEqual({ kind: 'gone', id })
  expect(view?.subscriptions).toEqual([])
  await expect.poll(async () => (await page({ kinds: ['send'], text: 'umd+265598' })).total).toBe(1)
  await expect(host.client.call('stream.unsubscribe', { id })).rejects.toMatchObject({ code: 'not-found' })
})

test('resubscribes after a new login', async () => {
  const { id } = await subscribe(AAPL)
  await expect.poll(() => subscription(id)?.frames).toBeGreaterThan(0)
  await host.client.call('session.disconnect', {})
  await expect.poll(async () => (await page({ kinds: ['close'] })).total).toBe(1)
  const before = subscription(id)?.frames ?? 0
  await host.client.call('session.connect', {})
  await expect.poll(() => subscription(id)?.frames).toBeGreaterThan(before)
  await expect.poll(async () => (await page({ kinds: ['send'], text: 'smd+265598' })).total).toBe(2)
})

test('logs whether the server or the console closed the socket', async () => {
  const ends = async (): Promise<readonly string[]> => {
    const { rows } = await page({ kinds: ['close'] })
    const lines = await Promise.all(rows.map(({ number }) => host.client.call('stream.frame', { number })))
    return lines.map(({ text }) => text)
  }
  host.simulator.controls.dropSockets(1012)
  await expect.poll(ends).toEqual(['Disconnected: the server closed it (code 1012).'])
  await expect.poll(() => host.view()?.socket).toBe('connected')
  await host.client.call('session.disconnect', {})
  await expect.poll(async () => (await ends())[0]).toBe('Closed by the console.')
  expect(await ends()).toHaveLength(2)
})

test('merges market depth by row', async () => {
  const state = host.view()?.state
  const account = state?.kind === 'ready' ? state.accounts.selected : ''
  const { id } = await subscribe(`sbd+${account}+265598`)
  await expect.poll(() => values.get(id)).toMatchObject({ kind: 'depth', account, conid: 265598 })
  const ladder = values.get(id)
  expect(ladder?.kind === 'depth' && ladder.rows.length).toBeGreaterThan(2)
})

test.each(
  longCases(2, [
    ['smh+265598+{"period":"2h","bar":"5min","source":"trades","format":"%o/%c/%h/%l"}', { kind: 'history' }],
    ['spl+{}', { kind: 'profit', rows: [{ account: expect.any(String), netLiquidation: expect.any(Number) }] }],
    ['ssd+{account}+{}', { kind: 'figures' }],
    ['sld+{account}+{}', { kind: 'figures', values: { 'BASE cashbalance': expect.any(String) } }],
  ] as const),
)('shows the received values of the topic %s', async (text, shown) => {
  const state = host.view()?.state
  const account = state?.kind === 'ready' ? state.accounts.selected : ''
  const { id } = await subscribe(text.replace('{account}', account))
  await expect.poll(() => values.get(id), { timeout: 15_000 }).toMatchObject(shown)
  const live = values.get(id)
  if (live?.kind === 'history') {
    expect(live.total).toBeGreaterThan(0)
    expect(live.bars[0]).toMatchObject({ time: expect.any(Number), close: expect.any(Number) })
    expect(live.bars.length).toBeLessThanOrEqual(20)
  }
  if (live?.kind === 'figures') expect(Object.keys(live.values).length).toBeGreaterThan(5)
})

test.each([
  ['a message that does not subscribe', 'umd+265598+{}', 'invalid-input'],
  ['a message without a topic', 'hello', 'invalid-input'],
  ['an invalid target', 'smd+abc+{"fields":["31"]}', 'invalid-input'],
])('does not send %s as a subscription', async (_what, text, code) => {
  const { newest } = await page({ kinds: ['send'] })
  await expect(subscribe(text)).rejects.toMatchObject({ code })
  expect((await page({ kinds: ['send'] })).newest).toBe(newest)
  expect(view?.subscriptions).toEqual([])
})

test('rejects option exercise as a subscription even if armed, because a reconnect would send it again', async () => {
  await expect(subscribe('shs+exercise+{"CEX":"265598"}')).rejects.toMatchObject({ code: 'invalid-input' })
  await host.client.call('safety.disarm', {})
  await expect(subscribe('shs+exercise+{"CEX":"265598"}')).rejects.toMatchObject({ code: 'invalid-input' })
})

test('shows a refusal by IBKR as an error, and at the refused subscription', async () => {
  const { id } = await subscribe('smd+999999999+{"fields":["31"]}')
  await expect.poll(() => subscription(id)?.refusal).toEqual(expect.any(String))
  expect((await page({ kinds: ['error'] })).total).toBeGreaterThan(0)
})

test('exports the lines, and clears them', async () => {
  const exported = await host.client.call('stream.export', { query: { topics: ['act'] } })
  expect(exported).toMatchObject({ entries: 1, suggestedName: expect.stringMatching(/^ibkr-stream-.*\.jsonl$/) })
  await host.client.call('stream.clear', {})
  await expect(host.client.call('stream.export', { query: { topics: ['act'] } })).rejects.toMatchObject({
    code: 'not-found',
  })
})
