import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { outcomeCounts } from '../../../src/renderer/features/orders/cancel/cancel-outcome-text.ts'
import {
  askToCancelAll,
  cancelAll,
  forgetRun,
  stopRun,
} from '../../../src/renderer/features/orders/cancel/cancel-run.ts'
import { useCancelRunStore } from '../../../src/renderer/features/orders/cancel/cancel-run-store.ts'
import { keptRun, runAfterReload } from '../../../src/renderer/features/orders/cancel/saved-run.ts'
import { describeStatus } from '../../../src/renderer/features/orders/details/order-status-text.ts'
import { askToCancel, askToCancelShown, cancelOrder } from '../../../src/renderer/features/orders/orders-actions.ts'
import { changeOrder, endChange } from '../../../src/renderer/features/orders/ticket/change-actions.ts'
import { orderDifferences } from '../../../src/renderer/features/orders/ticket/order-differences.ts'
import { reviewTicket } from '../../../src/renderer/features/orders/ticket/ticket-actions.ts'
import { changeTicket, useTicketStore } from '../../../src/renderer/features/orders/ticket/ticket-store.ts'
import { takeWaits, useWaitStore } from '../../../src/renderer/features/waiting/wait-store.ts'
import { NO_ORDERS, useOrdersStore } from '../../../src/renderer/stores/orders-store.ts'
import { useSessionStore } from '../../../src/renderer/stores/session-store.ts'
import { useToastStore } from '../../../src/renderer/stores/toast-store.ts'
import type { OrderTicket } from '../../../src/shared/contract/schemas.ts'
import { RpcError } from '../../../src/shared/rpc/rpc-error.ts'
import { anOrder } from './an-order.ts'

const call = vi.hoisted(() => vi.fn())
vi.mock('../../../src/renderer/platform/host-link.ts', () => ({ hostLink: () => ({ call }) }))

const order: OrderTicket = {
  accountId: 'DU1',
  conid: 1,
  side: 'BUY',
  orderType: 'LMT',
  quantity: 100,
  price: 9.5,
  timeInForce: 'DAY',
}

beforeEach(() => {
  vi.useFakeTimers()
  call.mockReset()
})
afterEach(() => {
  endChange()
  forgetRun()
  useOrdersStore.setState(NO_ORDERS)
  vi.useRealTimers()
})

describe('what a change changes', () => {
  it('is told with before and after, and nothing of what stays', () => {
    expect(orderDifferences(order, order)).toEqual([])
    expect(orderDifferences(order, { ...order, quantity: 1500, price: 9.75 })).toEqual([
      { name: 'Quantity', before: '100', after: '1,500' },
      { name: 'Limit', before: '9.5', after: '9.75' },
    ])
  })

  it('names a stop a stop, wherever IBKR puts its price', () => {
    expect(orderDifferences(order, { ...order, orderType: 'STP', price: 9 })).toEqual([
      { name: 'Type', before: 'Limit', after: 'Stop' },
      { name: 'Stop', before: 'none', after: '9' },
      { name: 'Limit', before: '9.5', after: 'none' },
    ])
  })
})

describe('changing an order', () => {
  const read = { orderId: '7', order, filled: 20, symbol: 'AAPL', description: '', exchange: '', securityType: 'STK' }

  it('is possible for an Inactive order, unless its question was declined or it was rejected', async () => {
    call.mockResolvedValueOnce(read)
    const parked = anOrder({ orderId: '7', status: 'Inactive' })
    await changeOrder({ ...parked, inactiveReason: 'You declined IBKR’s question about it.' })
    expect(call).not.toHaveBeenCalled()
    expect(useToastStore.getState().toasts.at(-1)?.text).toContain('You declined IBKR’s question about it.')
    await changeOrder(parked)
    expect(call).toHaveBeenCalledExactlyOnceWith('orders.changeable', { orderId: '7' })
  })

  it('fills the form with the order, keeps the ticket that was being written, and sends nothing that is as it was', async () => {
    changeTicket({ quantity: '55' })
    call.mockResolvedValueOnce(read)
    await changeOrder(anOrder({ orderId: '7' }))
    expect(useTicketStore.getState().form).toMatchObject({ quantity: '100', limitPrice: '9.5', side: 'BUY' })
    reviewTicket()
    expect(useTicketStore.getState().problems.quantity).toContain('Nothing is other')
    changeTicket({ limitPrice: '9.6' })
    useSessionStore.setState({ view: { profile: { id: 'paper' } } as never })
    reviewTicket()
    useSessionStore.setState({ view: undefined })
    const { phase } = useTicketStore.getState()
    const pending = { profileId: 'paper', change: { orderId: '7', before: order } }
    expect(phase).toMatchObject({ kind: 'review', pending })
    endChange()
    expect(useTicketStore.getState().form.quantity).toBe('55')
    expect(call.mock.calls).toEqual([['orders.changeable', { orderId: '7' }]])
  })
})

describe('the status of an order', () => {
  it('names the cause of an inactive order where it is known', () => {
    const inactiveReason = 'You declined IBKR’s question about it.'
    expect(describeStatus(anOrder({ status: 'Inactive', inactiveReason }))).toBe(`Not working. ${inactiveReason}`)
    expect(describeStatus(anOrder({ status: 'Inactive' }))).toMatch(/^Not working: rejected, left after a declined/)
  })
})

describe('cancelling many orders', () => {
  const orders = ['1', '2', '3', '4'].map((orderId) => anOrder({ orderId }))
  const outcomes = () => [...(useCancelRunStore.getState().run?.outcomes.values() ?? [])].map(({ kind }) => kind)
  const sent = () => call.mock.calls.map(([, input]) => (input as { orderId: string }).orderId)

  it('asks for the working ones only, and sends one after the other, each once, whatever becomes of one', async () => {
    call.mockResolvedValue({ message: 'ok' })
    call.mockRejectedValueOnce(new RpcError({ code: 'upstream', message: 'Unknown order.', retryable: false }))
    askToCancelAll([
      ...orders,
      anOrder({ orderId: '5', status: 'Filled' }),
      anOrder({ orderId: '6', status: 'Inactive' }),
    ])
    await cancelAll()
    expect(sent()).toEqual(['1', '2', '3', '4'])
    expect(outcomes()).toEqual(['failed', 'sent', 'sent', 'sent'])
    expect(outcomeCounts(useCancelRunStore.getState().run?.outcomes.values() ?? [])).toBe('3 sent, 1 failed')
  })

  it('does not offer the cancel of an inactive order, and says why', () => {
    askToCancel(anOrder({ orderId: '6', status: 'Inactive' }))
    expect(useToastStore.getState().toasts.at(-1)?.text).toContain('inactive: it is not working')
    useOrdersStore.setState({ orders: new Map([['6', anOrder({ orderId: '6', status: 'Inactive' })]]) })
    askToCancelShown()
    expect(useCancelRunStore.getState().run).toBeUndefined()
  })

  it('sends nothing for an order that ended before its turn', async () => {
    call.mockResolvedValue({ message: 'ok' })
    useOrdersStore.setState({ orders: new Map([['2', anOrder({ orderId: '2', status: 'Filled' })]]) })
    askToCancelAll(orders)
    await cancelAll()
    expect(sent()).toEqual(['1', '3', '4'])
    expect(outcomes()[1]).toBe('ended')
  })

  it('is told by the page that is loaded in the middle of it: what was sent, what nobody knows, and what was not sent', async () => {
    const [one, two, three] = ['1', '2', '3'].map((orderId) => anOrder({ orderId }))
    if (!one || !two || !three) throw new Error('there are three')
    askToCancelAll([one, two, three])
    expect(keptRun(useCancelRunStore.getState().run)).toBeNull()
    call.mockResolvedValueOnce({ message: 'Request was submitted' })
    call.mockReturnValue(new Promise(() => undefined))
    void cancelAll()
    await vi.waitFor(() => expect(call).toHaveBeenCalledTimes(2))
    const kept = keptRun(useCancelRunStore.getState().run)
    if (!kept) throw new Error('it runs')
    const { outcomes, ...after } = runAfterReload(JSON.parse(JSON.stringify(kept)) as typeof kept)
    expect(after).toMatchObject({ state: 'over', stoppedBy: 'The page was loaded again.' })
    expect([...outcomes].map(([id, outcome]) => [id, outcome.kind])).toEqual([
      ['1', 'sent'],
      ['2', 'failed'],
      ['3', 'not-sent'],
    ])
    expect(outcomes.get('2')).toMatchObject({ outcomeUnknown: true })
  })

  it('stops between two: what is on its way has its result, and nothing after it is sent', async () => {
    call.mockImplementation(async () => {
      stopRun()
      return { message: 'ok' }
    })
    askToCancelAll(orders)
    await cancelAll()
    expect(sent()).toEqual(['1'])
    expect(outcomes()).toEqual(['sent', 'not-sent', 'not-sent', 'not-sent'])
  })

  it('withdraws the cancel that waits in the pacing queue when it is stopped, and counts it as not sent', async () => {
    const withdrawn = new RpcError({ code: 'cancelled', message: 'W', retryable: false, detail: { sent: false } })
    let end = (): void => undefined
    call.mockImplementation(async (name: string, { waitId }: { readonly waitId: string }) => {
      if (name === 'requests.withdraw') {
        end()
        return { withdrawn: true }
      }
      takeWaits([{ waitId, wait: { ms: 5_000, cause: 'endpoint-rest', ahead: 0 }, withdrawnInMs: 10_000 }])
      await new Promise<void>((resolve) => {
        end = resolve
      })
      throw withdrawn
    })
    askToCancelAll(orders)
    const run = cancelAll()
    stopRun()
    await run
    expect(call.mock.calls.map(([name]) => name)).toEqual(['orders.cancel', 'requests.withdraw'])
    expect(outcomes()).toEqual(['not-sent', 'not-sent', 'not-sent', 'not-sent'])
    expect(useWaitStore.getState().waits.size).toBe(0)
  })

  it('sends every cancel for the profile that was in use when it was asked', async () => {
    const inUse = (id: string) => useSessionStore.setState({ view: { profile: { id } } as never })
    call.mockResolvedValue({ message: 'ok' })
    inUse('paper')
    askToCancelAll(orders)
    inUse('live')
    await cancelAll()
    expect(new Set(call.mock.calls.map(([, input]) => input.profileId))).toEqual(new Set(['paper']))
    cancelOrder(anOrder({ orderId: '1' }), 'paper')
    expect(call).toHaveBeenLastCalledWith('orders.cancel', expect.objectContaining({ profileId: 'paper' }))
    useSessionStore.setState({ view: undefined })
  })

  it.each([
    ['outcome-unknown', undefined, '“Practice”: cancel of AAPL may have reached IBKR: Lost.'],
    ['disconnected', undefined, '“Practice”: cancel of AAPL may have reached IBKR: Lost.'],
    ['disconnected', { sent: false }, '“Practice”: could not cancel AAPL: Lost.'],
    ['upstream', undefined, '“Practice”: could not cancel AAPL: Lost.'],
  ] as const)('says of a single cancel that ended in %s %j: %s', async (code, detail, text) => {
    call.mockRejectedValueOnce(new RpcError({ code, message: 'Lost.', retryable: false, detail }))
    useSessionStore.setState({ view: { profile: { id: 'practice', name: 'Practice' } } as never })
    cancelOrder(anOrder({ orderId: '1', symbol: 'AAPL' }), 'practice')
    await vi.waitUntil(() => useToastStore.getState().toasts.length > 0)
    expect(useToastStore.getState().toasts.at(-1)).toMatchObject({ text })
  })

  it.each(['not-armed', 'not-connected', 'outcome-unknown', 'disconnected', 'not-sent-rate-limited'] as const)(
    'sends nothing more after %s',
    async (code) => {
      call.mockResolvedValueOnce({ message: 'ok' })
      call.mockRejectedValueOnce(new RpcError({ code, message: 'No.', retryable: false }))
      askToCancelAll(orders)
      await cancelAll()
      expect(sent()).toEqual(['1', '2'])
      expect(outcomes()).toEqual(['sent', 'failed', 'not-sent', 'not-sent'])
      const unconfirmed = code === 'outcome-unknown' || code === 'disconnected'
      expect([...(useCancelRunStore.getState().run?.outcomes.values() ?? [])][1]).toMatchObject({
        outcomeUnknown: unconfirmed,
      })
      expect(useCancelRunStore.getState().run).toMatchObject({ state: 'over', stoppedBy: 'No.' })
    },
  )
})
