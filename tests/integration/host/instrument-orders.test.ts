import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ConsoleOrder } from '../../../src/shared/domain/console-orders.ts'
import type { NamedPosition } from '../../../src/shared/domain/position.ts'
import type { Trade } from '../../../src/shared/domain/trade.ts'
import type { Contract } from '../../../src/simulator/contracts/contract.ts'
import { findInstrumentByName } from '../../../src/simulator/contracts/find-instrument.ts'
import {
  createOption,
  findOptionFamilyByClass,
  listExpirations,
  listStrikes,
} from '../../../src/simulator/contracts/options.ts'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { longTest } from '../../process/long-run-tests.ts'
import { type PracticeHost, startGatewayHost } from '../../process/practice-host.ts'

/*
 * Orders, positions and the kill switch with every kind of instrument that the simulator trades.
 */

let host: PracticeHost
const orders = new Map<string, ConsoleOrder>()
const positions = new Map<string, NamedPosition>()
const executions = new Map<string, Trade>()
const ACCOUNT = 'DU1234567'

beforeAll(async () => {
  host = await startGatewayHost({ loggedIn: true, accounts: [ACCOUNT], askQuestions: false })
  host.client.open(
    'orders.feed',
    {},
    {
      snapshot: (snapshot) => {
        for (const order of snapshot.orders) orders.set(order.orderId, order)
      },
      items: (batch) => {
        for (const item of batch) if (item.kind === 'order') orders.set(item.order.orderId, item.order)
      },
      closed: () => undefined,
    },
  )
  await vi.waitUntil(() => host.view()?.state.kind === 'ready' && host.view()?.socket === 'connected', {
    timeout: 20_000,
  })
  await host.until('the order list', () => orders.size >= 5, 60)
  await host.client.call('safety.arm', {})
})
afterAll(() => host.close())

/** Follows the executions and positions, which the host reads only for a window that shows them. */
function followAccount(): void {
  host.client.open(
    'executions.feed',
    {},
    {
      snapshot: ({ rows }) => {
        for (const row of rows) executions.set(row.executionId, row)
      },
      items: (batch) => {
        for (const item of batch) if (item.kind === 'row') executions.set(item.key, item.row)
      },
      closed: () => undefined,
    },
  )
  host.client.open(
    'positions.feed',
    {},
    {
      snapshot: ({ rows }) => {
        for (const row of rows) positions.set(`${row.account} ${row.conid}`, row)
      },
      items: (batch) => {
        for (const item of batch) if (item.kind === 'row') positions.set(item.key, item.row)
      },
      closed: () => undefined,
    },
  )
}

/** Returns an option of a trading class that expires at the given place in its list of days. */
function optionOf(kind: 'OPT' | 'FOP', tradingClass: string, day: number, strike: number, right: 'C' | 'P'): Contract {
  const family = findOptionFamilyByClass(kind, tradingClass)
  const expiration = family && listExpirations(family, host.clock.now())[day]
  const at = family && listStrikes(family)[strike]
  if (!family || !expiration || at === undefined) throw new Error(`no option ${tradingClass}`)
  return createOption(family, expiration, at, right)
}

const namedContract = (name: string): Contract => {
  const found = findInstrumentByName(name, host.clock.now())
  if (found === undefined) throw new Error(`no ${name}`)
  return found
}

/** Sends an order as the explorer does, and returns its id when the list contains it. */
async function send(fields: object, account = ACCOUNT): Promise<string> {
  const all = { orderType: 'LMT', side: 'BUY', tif: 'DAY', quantity: 1, manualIndicator: true, ...fields }
  const request = { method: 'POST', path: `/iserver/account/${account}/orders`, query: [] } as const
  const { body } = await host.client.callBytes('requests.send', { ...request, body: JSON.stringify({ orders: [all] }) })
  const text = Buffer.from(body).toString()
  const [id] = /(?<="order_id":")\d+/.exec(text) ?? []
  if (id === undefined) throw new Error(text)
  await vi.waitUntil(() => orders.has(id), { timeout: 5_000 })
  return id
}

const order = (id: string): ConsoleOrder | undefined => orders.get(id)
const comboOf = (...legs: readonly (readonly [contract: Contract, ratio: number])[]): string =>
  `28812380;;;${legs.map(([{ conid }, ratio]) => `${conid}/${ratio}`).join(',')}`

test('names every kind of contract, shows a combo with its legs, and cancels all of them by the kill switch', async () => {
  const [bought, sold] = [optionOf('OPT', 'AAPL', 4, 20, 'C'), optionOf('OPT', 'AAPL', 4, 21, 'C')]
  const spx = optionOf('OPT', 'SPXW', 3, 10, 'P')
  const onFuture = optionOf('FOP', 'ES', 0, 8, 'C')
  const [future, pair] = [namedContract('ES'), namedContract('AUD.CAD')]
  const placed = {
    option: await send({ conid: bought.conid, price: 0.05 }),
    index: await send({ conid: spx.conid, price: 0.05 }),
    onFuture: await send({ conid: onFuture.conid, price: 0.05 }),
    future: await send({ conid: future.conid, price: 1_000 }),
    pair: await send({ conid: pair.conid, price: 0.2, quantity: 20_000 }),
    combo: await send({ conidex: comboOf([bought, 1], [sold, -1]), price: -4, quantity: 2 }),
  }
  const vertical = / (\d+)\/(\d+) C vertical$/
  await vi.waitUntil(() => vertical.test(order(placed.combo)?.contractName ?? ''), { timeout: 10_000 })
  const combo = order(placed.combo)
  const [, first, second] = vertical.exec(combo?.contractName ?? '') ?? []
  expect([Number(first), Number(second)]).toEqual([bought.strike, sold.strike])
  expect(combo?.legs?.map(({ conid, ratio }) => [conid, ratio])).toEqual([
    [bought.conid, 1],
    [sold.conid, -1],
  ])
  expect(combo?.legs?.[0]?.name).toBe(order(placed.option)?.contractName)
  const names = Object.values(placed).map((id) => order(id)?.contractName ?? '')
  expect(names[0]).toMatch(/^AAPL \d\d[A-Z]{3}\d\d \d+(?:\.\d+)? C$/)
  expect(names[1]).toMatch(/^SPX \d\d[A-Z]{3}\d\d \d+ P/)
  expect(names[2]).toMatch(/^ES (?:\d\d)?[A-Z]{3}\d\d \d+ C/)
  expect(names[3]).toMatch(/^ES [A-Z]{3}\d\d$/)
  expect(names[4]).toBe('AUD.CAD')
  // Each leg is read once, however often its order changes.
  const reads = () => host.simulator.record.requests({ path: new RegExp(`/contract/${sold.conid}/info$`) }).length
  expect(reads()).toBe(1)

  const report = await host.client.call('killSwitch.run', {})
  expect(report).toMatchObject({ remaining: [], problems: [] })
  expect(report.contracts.map(({ name }) => name)).toEqual(expect.arrayContaining(names))
  await vi.waitUntil(() => Object.values(placed).every((id) => order(id)?.status === 'Cancelled'))
  expect(reads()).toBe(1)
}, 30_000)

test('reports the executions and positions of the legs of a combo', async () => {
  followAccount()
  await host.client.call('safety.arm', {})
  const [bought, sold] = [optionOf('OPT', 'AAPL', 4, 20, 'P'), optionOf('OPT', 'AAPL', 4, 21, 'P')]
  const id = await send({ conidex: comboOf([bought, 1], [sold, -1]), price: 50, quantity: 2 })
  const mine = () => [...executions.values()].filter(({ orderId }) => orderId === id)
  await host.until('both legs', () => new Set(mine().map(({ conid }) => conid)).size === 2, 60)
  const held = (conid: number) => positions.get(`${ACCOUNT} ${conid}`)
  await host.until('both positions', () => held(bought.conid) !== undefined && held(sold.conid) !== undefined, 60)
  expect([held(bought.conid)?.quantity, held(sold.conid)?.quantity]).toEqual([2, -2])
  const legs = order(id)?.legs ?? []
  expect(held(bought.conid)?.contractName).toBe(legs[0]?.name)
  expect(new Set(mine().map(({ contractName }) => contractName))).toEqual(new Set(legs.map(({ name }) => name)))
}, 30_000)

longTest('keeps the names of combos over a lost connection, and reads their legs again in a new session', async () => {
  await host.client.call('safety.arm', {})
  const [bought, sold] = [optionOf('OPT', 'AAPL', 5, 20, 'C'), optionOf('OPT', 'AAPL', 5, 22, 'C')]
  const id = await send({ conidex: comboOf([bought, 1], [sold, -1]), price: -4 })
  const isNamed = () => order(id)?.contractName.endsWith(' vertical') === true
  await host.until('the name of the combo', isNamed, 60)
  const name = order(id)?.contractName
  const reads = () => host.simulator.record.requests({ path: new RegExp(`/contract/${sold.conid}/info$`) }).length
  expect(reads()).toBe(1)
  host.simulator.controls.dropSockets(1006)
  await vi.waitUntil(() => host.view()?.socket !== 'connected')
  await host.until('the socket', () => host.view()?.socket === 'connected', 60)
  host.clock.skip(70_000)
  await host.until('an up-to-date order', () => isNamed(), 60)
  expect([order(id)?.contractName, reads()]).toEqual([name, 1])

  await host.client.call('session.disconnect', {})
  orders.clear()
  await host.client.call('session.connect', {})
  await host.until('the name in the new session', isNamed, 120)
  expect([order(id)?.contractName, reads()]).toEqual([name, 2])
})

longTest('names the legs in another profile, whose session knows no contract of the first one', async () => {
  const other = await startSimulator({ mode: 'gateway', clock: host.clock, accounts: ['DU9'], askQuestions: false })
  try {
    const profile = { kind: 'gateway', name: 'Other', url: other.apiUrl, guardRails: 'none' } as const
    const { id: profileId } = await host.client.call('profiles.create', profile)
    orders.clear()
    await host.client.call('profiles.select', { id: profileId })
    await host.until(
      'the orders of the other profile',
      () => [...orders.values()].some(({ account }) => account === 'DU9'),
      60,
    )
    await host.client.call('safety.arm', {})
    const [bought, sold] = [optionOf('OPT', 'AAPL', 4, 20, 'C'), optionOf('OPT', 'AAPL', 4, 21, 'C')]
    const id = await send({ conidex: comboOf([bought, 1], [sold, -1]), price: -4 }, 'DU9')
    await host.until('the name of the combo', () => order(id)?.contractName.endsWith(' vertical') === true, 60)
    expect(other.record.requests({ path: new RegExp(`/contract/${sold.conid}/info$`) })).toHaveLength(1)
    expect(await host.client.call('killSwitch.run', {})).toMatchObject({ remaining: [], problems: [] })
  } finally {
    await other.close()
  }
})
