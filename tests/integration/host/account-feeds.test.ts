import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AccountFeedStatus, AccountItem, AccountSnapshot } from '../../../src/shared/contract/account-views.ts'
import type { AccountAllocation } from '../../../src/shared/domain/allocation.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'

let host: PracticeHost

beforeEach(async () => {
  host = await startPracticeHost()
  await host.until('the socket', () => host.view()?.socket === 'connected', 60)
})
afterEach(() => host.close())

/** Opens one of the account lists as a window receives it. */
function watch<Row>(name: 'executions.feed' | 'positions.feed' | 'profit.feed' | 'allocation.feed') {
  const rows = new Map<string, Row>()
  let status: AccountFeedStatus = { health: { kind: 'waiting' } }
  const close = host.client.open(
    name,
    {},
    {
      snapshot: (snapshot: AccountSnapshot<unknown>) => {
        status = snapshot.status
      },
      items: (batch: readonly AccountItem<unknown>[]) => {
        for (const item of batch) {
          if (item.kind === 'row') rows.set(item.key, item.row as Row)
          else if (item.kind === 'removed') rows.delete(item.key)
          else status = item.status
        }
      },
      closed: () => undefined,
    },
  )
  return { rows, status: () => status, close }
}

const requestCount = (path: string): number => host.simulator.record.requests({ path: `/v1/api/${path}` }).length
const buy = (symbol: string): number =>
  host.simulator.controls.addOrder({ symbol, side: 'BUY', quantity: 7, kind: 'MKT' })

test('lists each execution once, and completes it with its commission from the stream', async () => {
  const executions = watch<{ orderId?: string; commission?: string; quantity?: number }>('executions.feed')
  await host.until('the executions of the day', () => executions.status().health.kind === 'streaming', 60)
  const before = executions.rows.size
  const orderId = String(buy('IBM'))
  const mine = () => [...executions.rows.values()].filter((one) => one.orderId === orderId)
  const whole = (): boolean =>
    mine().reduce((sum, { quantity = 0 }) => sum + quantity, 0) === 7 && mine().every(({ commission }) => commission)
  await host.until('every share, with its commission', whole, 60)
  expect(executions.rows.size).toBe(before + mine().length)
  expect(executions.status().lastUpdate?.source).toBe('stream')
})

test('reads executions over REST while the socket is down', async () => {
  const executions = watch<{ orderId?: string }>('executions.feed')
  await host.until('the executions of the day', () => executions.status().health.kind === 'streaming', 60)
  const end = host.simulator.controls.faults.add('503@GET /ws')
  host.simulator.controls.dropSockets()
  await host.until('polling', () => executions.status().health.kind === 'polling', 60)
  const orderId = String(buy('IBM'))
  await host.until('the execution', () => [...executions.rows.values()].some((one) => one.orderId === orderId), 60)
  expect(executions.status()).toMatchObject({ health: { kind: 'polling' }, lastUpdate: { source: 'poll' } })
  end.remove()
  await host.until('the stream again', () => executions.status().health.kind === 'streaming', 90)
})

test('reads positions immediately, after each execution, and every 30 s', async () => {
  const positions = watch<{ symbol: string; quantity: number; account: string }>('positions.feed')
  const quantity = (): number => [...positions.rows.values()].find(({ symbol }) => symbol === 'SPY')?.quantity ?? 0
  await host.until('the positions', () => positions.rows.size > 0, 60)
  expect(positions.status().health).toMatchObject({
    kind: 'polling',
    reason: expect.stringContaining('30 s') as string,
  })
  const before = quantity()
  buy('SPY')
  await host.until('the bought position', () => quantity() === before + 7, 20)
  const reads = requestCount('portfolio2/DU1234567/positions')
  await host.until('half a minute', () => requestCount('portfolio2/DU1234567/positions') > reads, 40)
})

test('shows a refused allocation in place of the last one, until IBKR sends it again', async () => {
  const allocation = watch<AccountAllocation>('allocation.feed')
  const row = () => allocation.rows.get('DU1234567')
  await host.until('the allocation', () => row()?.kind === 'known', 60)
  expect(row()).toMatchObject({
    assetClass: expect.arrayContaining([{ name: 'CASH', long: expect.any(Number), short: 0 }]),
  })
  const refused = host.simulator.controls.faults.add('500@/portfolio/DU1234567/allocation')
  await host.until('the refusal', () => row()?.kind === 'failed', 90)
  expect(row()).toMatchObject({ message: expect.stringContaining('retries within a minute') as string })
  refused.remove()
  await host.until('the allocation again', () => row()?.kind === 'known', 90)
})

test('polls profit and loss if the stream is silent, and reports the polling', async () => {
  const profit = watch<{ account: string; daily?: number; netLiquidation?: number }>('profit.feed')
  await host.until('the first row', () => profit.rows.size === 1, 60)
  expect([...profit.rows.values()][0]).toMatchObject({
    account: 'DU1234567',
    netLiquidation: expect.any(Number) as number,
  })
  expect(profit.status().health.kind).toBe('streaming')
  const silent = host.simulator.controls.faults.add('drop@ws:spl')
  await host.until('polling', () => profit.status().health.kind === 'polling', 60)
  await host.until('a polled value', () => profit.status().lastUpdate?.source === 'poll', 60)
  silent.remove()
  await host.until('the stream again', () => profit.status().health.kind === 'streaming', 60)
})

test('sends no request while no window shows the lists', async () => {
  const reads = (): number =>
    requestCount('iserver/account/trades') +
    requestCount('portfolio2/DU1234567/positions') +
    requestCount('iserver/account/pnl/partitioned')
  // The topic `spl` is always subscribed, because the console records account values.
  const streams = (): number =>
    host.simulator.record.frames({ direction: 'in' }).filter(({ text }) => text.startsWith('str')).length
  host.clock.skip(60_000)
  await host.until('some time', () => true, 1)
  expect([reads(), streams()]).toEqual([0, 0])
  const [executions, positions] = [watch('executions.feed'), watch('positions.feed')]
  await host.until(
    'executions and positions',
    () => executions.status().health.kind === 'streaming' && positions.rows.size > 0,
    60,
  )
  executions.close()
  positions.close()
  const left = (): boolean =>
    host.simulator.record.frames({ direction: 'in' }).some(({ text }) => text.startsWith('utr'))
  await host.until('the end of the stream', left, 60)
  const before = reads()
  host.clock.skip(300_000)
  await host.until('some time', () => true, 1)
  expect(reads()).toBe(before)
})

test('marks the lists as stale after a disconnect, and reads them again in the next session', async () => {
  const positions = watch('positions.feed')
  await host.until('the positions', () => positions.rows.size > 0, 60)
  await host.client.call('session.disconnect', {})
  await expect.poll(() => positions.status().health).toMatchObject({ kind: 'stale', reason: 'No session was open.' })
  void host.client.call('session.connect', {})
  await host.until('the positions again', () => positions.status().health.kind === 'polling', 60)
})
