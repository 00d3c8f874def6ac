import { Subject } from 'rxjs'
import { expect, it } from 'vitest'
import type { Order, Orders } from '../../../src/client/index.ts'
import { IbkrResponseError } from '../../../src/client/index.ts'
import { type OrderContext, waitUntilEnded } from '../../../src/client/orders/order-end.ts'
import { manualClock } from './manual-clock.ts'

const NOT_FOUND = '{"error":"Order 7 is not found","statusCode":503}'

/** Creates a session with an order stream and an order status that the test controls. */
function scriptedContext() {
  const clock = manualClock()
  const values = new Subject<Orders>()
  const paths: string[] = []
  let status: () => unknown = () => ({})
  const session = {
    state: { kind: 'ready', accounts: { accounts: ['DU1'], selected: 'DU1' } },
    hasOpenQuestion: false,
    request: async ({ path }: { readonly path: string }) => {
      paths.push(path)
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
    session,
    emit,
    answer: (body: () => unknown) => {
      status = body
    },
    wait: (isSaved = false) => {
      const context = { clock, session, orders: values } as unknown as OrderContext
      let outcome: unknown
      const end = waitUntilEnded(context, { account: 'DU1', orderId: '7', isSaved }, {}).then(
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
  const { answer, emit, paths, values, wait } = scriptedContext()
  const { end, outcome } = wait()
  answer(() => {
    throw new IbkrResponseError({
      method: 'GET',
      path: 'x',
      status: 503,
      body: JSON.parse(NOT_FOUND),
      text: NOT_FOUND,
      headers: {},
    })
  })
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

it('takes the end of an order from its status, but never from an outdated status', async () => {
  const { answer, emit, wait } = scriptedContext()
  const { end, outcome } = wait()
  emit('stream', { filled: 4, remaining: 1 })
  await settle()
  const status = { order_id: 7, account: 'DU1', conid: 1, side: 'B', total_size: '5.0', cum_fill: '3.0' }
  answer(() => ({ ...status, order_status: 'Filled' }))
  emit('poll')
  await settle()
  expect(outcome()).toBeUndefined()
  answer(() => ({ ...status, cum_fill: '5.0', order_status: 'Filled' }))
  emit('poll')
  await end
  expect(outcome()).toBe('Filled')
})

it('sends nothing while an order question is open', async () => {
  const { emit, paths, session, wait } = scriptedContext()
  session.hasOpenQuestion = true
  const { end } = wait()
  emit('poll')
  emit('stream', { status: 'Cancelled' })
  await end
  expect(paths).toEqual([])
})

it('treats an order that stays Inactive for 15 s as ended, unless it is only saved', async () => {
  const { clock, emit, wait } = scriptedContext()
  const [placed, saved] = [wait(), wait(true)]
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
