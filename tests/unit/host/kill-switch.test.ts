import { beforeEach, expect, test } from 'vitest'
import { HostError } from '../../../src/host/host-error.ts'
import { KillSwitch } from '../../../src/host/orders/kill-switch.ts'
import type { Order } from '../../../src/shared/domain/orders.ts'
import { type ManualClock, manualClock } from '../client/manual-clock.ts'

let clock: ManualClock
/** The orders in the list, by id. */
let orders: Map<string, Order>
let permission: () => unknown
let isListCurrent: boolean
let openSession: object | undefined
/** Responds to the cancel of an order, or of all orders (-1). */
let respond: (orderId: string) => Promise<object>
/** Ids of the cancelled orders, in the order in which the cancels were sent. */
let cancels: string[]
let notes: string[]
let changed: () => void
let killSwitch: KillSwitch
beforeEach(() => {
  clock = manualClock()
  orders = new Map()
  permission = () => () => undefined
  isListCurrent = true
  cancels = []
  notes = []
  changed = () => undefined
  respond = async () => ({ kind: 'accepted' })
  const state = { kind: 'ready', accounts: { accounts: ['DU1'], selected: 'DU1' } }
  const open = { state, onState: () => () => undefined }
  openSession = open
  const session = {
    follow: ({ attach }: { readonly attach: (session: object) => void }) => attach(open),
    profile: { id: 'mine' },
    arming: { view: { kind: 'armed' }, disarm: () => notes.push('disarmed') },
    require: () => open,
    get openSession() {
      return openSession
    },
    timeline: { note: ({ level, text }: { level: string; text: string }) => notes.push(`${level} ${text}`) },
  }
  const feed = {
    orders: () => [...orders.values()],
    order: (id: string) => orders.get(id),
    get freshness() {
      return { isCurrent: isListCurrent }
    },
    isStreaming: true,
    resync: async () => true,
    noteSent: () => undefined,
    feed: {
      snapshot: () => ({ status: {} }),
      subscribe: (listener: () => void) => {
        changed = listener
        return () => undefined
      },
    },
  }
  killSwitch = new KillSwitch({
    ...({ clock, session, feed } as unknown as { clock: ManualClock; session: never; feed: never }),
    unsent: { withdrawChanges: () => notes.push('withdrawn') } as never,
    permissions: { demandProfile: () => undefined, grantKillSwitch: () => permission() } as never,
    gate: {
      send: async ({ input }: { readonly input: { readonly path: string } }) => {
        const orderId = input.path.split('/').at(-1) ?? ''
        cancels.push(orderId)
        return respond(orderId)
      },
    } as never,
  })
})

const add = (orderId: string, status = 'Submitted'): void =>
  void orders.set(orderId, {
    orderId,
    account: 'DU1',
    status,
    side: 'BUY',
    conid: 1,
    contractName: 'AAPL',
  } as unknown as Order)

/** Runs the kill switch. The clock moves on until its report arrives. */
async function report() {
  let isOver = false
  const running = killSwitch.run('mine').finally(() => {
    isOver = true
  })
  running.catch(() => undefined)
  while (!isOver) {
    await new Promise((later) => setImmediate(later))
    if (!isOver) clock.advance(500)
  }
  return running
}

test('cancels single orders that still work after the cancel of all orders, except those that are being cancelled', async () => {
  for (const [id, status] of [
    ['1', 'Submitted'],
    ['2', 'PendingCancel'],
    ['3', 'PreCancelled'],
    ['4', 'Cancelled'],
  ] as const)
    add(id, status)
  const { remaining, problems } = await report()
  expect(cancels).toEqual(['-1', '1'])
  expect(remaining.map(({ order, outcome }) => [order.orderId, outcome])).toEqual(
    ['1', '2', '3'].map((id) => [id, 'unconfirmed']),
  )
  expect(problems).toEqual([])
  expect(notes.slice(0, 2)).toEqual(['withdrawn', 'disarmed'])
})

test('reports the orders that were cancelled, and ends as soon as none works', async () => {
  add('1')
  respond = async () => {
    add('1', 'Cancelled')
    changed()
    return { kind: 'accepted' }
  }
  const before = clock.monotonic()
  expect(await report()).toEqual({
    cancelled: 1,
    contracts: [{ name: 'AAPL', orders: 1 }],
    remaining: [],
    problems: [],
  })
  expect(clock.monotonic() - before).toBeLessThan(2_000)
  expect([cancels, notes.at(-1)?.slice(0, 17)]).toEqual([['-1'], 'info Kill switch:'])
})

test.each([
  [{ kind: 'rejected', message: 'No such order' }, 'failed', 'No such order.'],
  [{ kind: 'not-sent', error: new HostError('limit', 'busy') }, 'failed', 'The cancel was not sent. busy.'],
  [{ kind: 'unknown', error: new HostError('outcome-unknown', 'no response') }, 'unconfirmed', 'no response.'],
  [{ kind: 'question' }, 'unconfirmed', 'IBKR accepted the cancel, but still lists the order.'],
  [new Error('order without an account'), 'failed', 'order without an account.'],
])('reports the order of a cancel that ends as %j: %s', async (result, outcome, reason) => {
  add('1')
  respond = async (orderId) => {
    if (orderId === '-1') return { kind: 'accepted' }
    if (result instanceof Error) throw result
    return result
  }
  expect((await report()).remaining).toMatchObject([{ order: { orderId: '1' }, outcome, reason }])
})

test('names an account whose cancel of all orders was not accepted', async () => {
  respond = async () => ({ kind: 'rejected', message: 'Refused' })
  expect(await report()).toEqual({ cancelled: 0, contracts: [], remaining: [], problems: ['Account DU1: Refused.'] })
})

test('sends nothing without permission or session, and says why', async () => {
  permission = () => {
    throw new HostError('not-armed', 'not armed')
  }
  expect(await report()).toEqual({ cancelled: 0, contracts: [], remaining: [], problems: [] })
  add('1')
  const unarmed = await report()
  expect(unarmed).toMatchObject({ wasNotArmed: true, remaining: [{ outcome: 'failed' }] })
  expect(unarmed.problems).toEqual([expect.stringMatching(/^The profile was not armed/)])
  isListCurrent = false
  expect((await report()).problems).toHaveLength(2)
  openSession = undefined
  expect((await report()).problems).toEqual([expect.stringMatching(/^No session is open/)])
  permission = () => {
    throw new TypeError('a defect')
  }
  await expect(report()).rejects.toThrow('a defect')
  expect(cancels).toEqual([])
})

test('returns the report of the running kill switch to a second press, which sends nothing', async () => {
  const first = report()
  const second = killSwitch.run('mine')
  expect(await second).toBe(await first)
  expect(cancels).toEqual(['-1'])
})
