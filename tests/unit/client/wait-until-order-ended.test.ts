import { Subject } from 'rxjs'
import { expect, it } from 'vitest'
import type { Order, Orders } from '../../../src/client/index.ts'
import { IbkrResponseError } from '../../../src/client/index.ts'
import { type PlacedOrderDeps, waitUntilOrderEnded } from '../../../src/client/orders/wait-until-order-ended.ts'
import { ContractNames } from '../../../src/shared/domain/contract-name.ts'
import { manualClock } from './manual-clock.ts'

const notFound = (): never => {
  const text = '{"error":"Order 7 is not found","statusCode":503}'
  throw new IbkrResponseError({ method: 'GET', path: 'x', status: 503, body: JSON.parse(text), text, headers: {} })
}
/** The status of an order that is not yet active, or no longer. */
const STATUS = { order_id: 7, account: 'DU1', order_status: 'Inactive' }

/** Creates a session with an order stream and an order status that the test controls. */
function scriptedContext() {
  const clock = manualClock()
  const values = new Subject<Orders>()
  const paths: string[] = []
  const signals: (AbortSignal | undefined)[] = []
  let status: () => unknown = () => ({})
  const session = {
    state: { kind: 'ready', accounts: { accounts: ['DU1'], selected: 'DU1' } },
    request: async ({ path, signal }: { readonly path: string; readonly signal?: AbortSignal }) => {
      paths.push(path)
      signals.push(signal)
      return status()
    },
  }
  const order = { orderId: '7', account: 'DU1', status: 'Submitted', filled: 0, quantity: 5 } as Order
  const emit = (source: Orders['source'], ...listed: readonly Partial<Order>[]): void => {
    const rows = listed.map((patch) => ({ ...order, ...patch }))
    const events = rows.map((row) => ({ orderId: row.orderId, row: {} }))
    values.next({ orders: new Map(rows.map((row) => [row.orderId, row])), events, source } as unknown as Orders)
  }
  return {
    clock,
    values,
    paths,
    signals,
    session,
    emit,
    scriptResponse: (body: () => unknown) => {
      status = body
    },
    wait: ({ account = 'DU1', isSaved = false } = {}) => {
      const names = new ContractNames()
      const context = { clock, background: session, orders: values, names } as unknown as PlacedOrderDeps
      let outcome: unknown
      const end = waitUntilOrderEnded(context, { account, orderId: '7', isSaved }, undefined).then(
        ({ order: { status: last } }) => {
          outcome = last
        },
        (error: unknown) => {
          outcome = error
        },
      )
      return { end, outcome: () => outcome }
    },
  }
}

const settle = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve))

it('reads an order that is missing in a list, and reports an unknown outcome if IBKR does not have the order', async () => {
  const { scriptResponse, emit, paths, values, wait } = scriptedContext()
  const { end, outcome } = wait()
  scriptResponse(notFound)
  // A missing order in a stream update does not mean that the order has ended.
  await settle()
  emit('stream')
  await settle()
  expect([outcome(), paths.length]).toEqual([undefined, 1])
  emit('poll')
  await end
  expect(outcome()).toMatchObject({ code: 'order-outcome-unknown' })
  expect(values.observed).toBe(false)
})

it('treats a final status as the end of an order, but never an outdated status', async () => {
  const { scriptResponse, emit, wait } = scriptedContext()
  const { end, outcome } = wait()
  emit('stream', { filled: 4, remaining: 1 })
  await settle()
  const status = { order_id: 7, account: 'DU1', conid: 1, side: 'B', total_size: '5.0', cum_fill: '3.0' }
  scriptResponse(() => ({ ...status, order_status: 'Filled' }))
  emit('poll')
  await settle()
  expect(outcome()).toBeUndefined()
  scriptResponse(() => ({ ...status, cum_fill: '5.0', order_status: 'Filled' }))
  emit('poll')
  await end
  expect(outcome()).toBe('Filled')
})

it('reads one status at a time, and aborts it when the wait ends', async () => {
  const { emit, paths, signals, scriptResponse, wait } = scriptedContext()
  let respond: (body: unknown) => void = () => undefined
  scriptResponse(() => new Promise((resolve) => (respond = resolve)))
  const { end } = wait()
  for (let polls = 0; polls < 3; polls += 1) emit('poll')
  await settle()
  expect(paths).toHaveLength(1)
  respond(STATUS)
  await settle()
  emit('poll')
  await settle()
  expect([paths.length, signals[1]?.aborted]).toEqual([2, false])
  emit('stream', { status: 'Cancelled' })
  await end
  expect(signals[1]?.aborted).toBe(true)
})

it('treats an order that stays Inactive for 15 s as ended, unless it was sent as deactivated', async () => {
  const { scriptResponse, clock, emit, wait } = scriptedContext()
  scriptResponse(() => STATUS)
  const [placed, saved] = [wait(), wait({ isSaved: true })]
  await settle()
  emit('stream', { status: 'Inactive' })
  clock.advance(14_000)
  emit('stream', { status: 'PreSubmitted' })
  emit('stream', { status: 'Inactive', transitionCount: 3 })
  clock.advance(14_999)
  await settle()
  expect(placed.outcome()).toBeUndefined()
  clock.advance(1)
  await placed.end
  expect([placed.outcome(), saved.outcome(), clock.pending]).toEqual(['Inactive', undefined, 0])
  emit('stream', { status: 'Cancelled' })
  await saved.end
})

it('keeps waiting if an Inactive order works again after a lost connection', async () => {
  const { scriptResponse, clock, emit, paths, session, wait } = scriptedContext()
  const { end, outcome } = wait()
  await settle()
  emit('stream', { status: 'Inactive' })
  session.state.kind = 'degraded'
  clock.advance(15_000)
  await settle()
  expect([outcome(), paths.length]).toEqual([undefined, 1])
  session.state.kind = 'ready'
  scriptResponse(() => ({ ...STATUS, order_status: 'PreSubmitted' }))
  clock.advance(15_000)
  await settle()
  expect([outcome(), paths.length, clock.pending]).toEqual([undefined, 2, 0])
  emit('stream', { status: 'Filled' })
  await end
  expect(outcome()).toBe('Filled')
})

it('reads an Inactive order again after 15 s if the read fails', async () => {
  const { scriptResponse, clock, emit, paths, wait } = scriptedContext()
  const { end, outcome } = wait()
  await settle()
  emit('stream', { status: 'Inactive' })
  scriptResponse(() => {
    throw new Error('no connection')
  })
  clock.advance(15_000)
  await settle()
  expect([outcome(), paths.length]).toEqual([undefined, 2])
  scriptResponse(() => STATUS)
  clock.advance(15_000)
  await end
  expect([outcome(), paths.length, clock.pending]).toEqual(['Inactive', 3, 0])
})

it('reports an unknown outcome if IBKR does not have an order that stayed Inactive for 15 s', async () => {
  const { scriptResponse, clock, emit, wait } = scriptedContext()
  const { end, outcome } = wait()
  await settle()
  emit('stream', { status: 'Inactive' })
  scriptResponse(notFound)
  clock.advance(15_000)
  await end
  expect(outcome()).toMatchObject({ code: 'order-outcome-unknown' })
  expect(clock.pending).toBe(0)
})

it('ignores a read that an update has overtaken', async () => {
  const { scriptResponse, clock, emit, wait } = scriptedContext()
  let respond = (_status: unknown): void => undefined
  scriptResponse(() => new Promise((resolve) => (respond = resolve)))
  const { end, outcome } = wait()
  emit('stream', { status: 'PreSubmitted' })
  respond(STATUS)
  await settle()
  expect([outcome(), clock.pending]).toEqual([undefined, 0])
  emit('stream', { status: 'Cancelled' })
  await end
})

it('reports an unknown outcome if the complete list of an account that is not selected lacks the order', async () => {
  const { scriptResponse, emit, paths, wait } = scriptedContext()
  const truncated = Array.from({ length: 1_000 }, (_, index) => ({ orderId: 100 + index }))
  const list = (snapshot: boolean, orders: readonly object[] = []) => scriptResponse(() => ({ orders, snapshot }))
  list(true)
  const { end, outcome } = wait({ account: 'DU2' })
  await settle()
  list(false)
  emit('poll')
  await settle()
  list(true, truncated)
  emit('poll')
  await settle()
  expect([outcome(), paths.length]).toEqual([undefined, 4])
  list(true)
  emit('poll')
  await end
  expect(outcome()).toMatchObject({ code: 'order-outcome-unknown' })
})

it('leaves no timer and no subscription after the order has ended', async () => {
  const { clock, emit, values, wait } = scriptedContext()
  const { end } = wait()
  // An inactive order counts as ended after a while.
  emit('stream', { status: 'Inactive' })
  expect(clock.pending).toBeGreaterThan(0)
  emit('stream', { status: 'Cancelled' })
  await end
  expect([clock.pending, values.observed]).toEqual([0, false])
})
