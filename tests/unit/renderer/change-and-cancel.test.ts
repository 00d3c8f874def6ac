import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { activate } from '../../../src/renderer/features/orders/blotter/blotter.tsx'
import { useBlotterStore } from '../../../src/renderer/features/orders/blotter-store.ts'
import {
  askToCancel,
  askToCancelSelected,
  askToCancelShown,
  cancelOrder,
} from '../../../src/renderer/features/orders/cancel/cancel-actions.ts'
import {
  alsoEndsText,
  cancelEffects,
  endedBy,
  noExitText,
} from '../../../src/renderer/features/orders/cancel/cancel-effects.ts'
import {
  abandonRun,
  askToCancelAll,
  cancelAll,
  closeRun,
  restoreRunAfterReload,
  runAfterReload,
  stopRun,
  storedRun,
  useCancelRunStore,
} from '../../../src/renderer/features/orders/cancel/cancel-run.ts'
import { describeStatus, outcomeCounts } from '../../../src/renderer/features/orders/texts.ts'
import { changeGroupQuantity } from '../../../src/renderer/features/orders/ticket/change-group.ts'
import { isChangeListed, orderChanges } from '../../../src/renderer/features/orders/ticket/compare-orders.ts'
import {
  changeOrder,
  changeSelected,
  openTicketWith,
} from '../../../src/renderer/features/orders/ticket/open-ticket.ts'
import { ChangeTable } from '../../../src/renderer/features/orders/ticket/order-changes.tsx'
import {
  backToTicket,
  followReviewedChange,
  placeReviewed,
  reviewChange,
  reviewTicket,
} from '../../../src/renderer/features/orders/ticket/ticket-actions.ts'
import { EMPTY_TICKET } from '../../../src/renderer/features/orders/ticket/ticket-form.ts'
import { EMPTY_STATE, problemsOf } from '../../../src/renderer/features/orders/ticket/ticket-machine.ts'
import {
  applyToTicket,
  changeTicket,
  useTicketStore,
} from '../../../src/renderer/features/orders/ticket/ticket-store.ts'
import { receiveWaits, useWaitStore } from '../../../src/renderer/features/waiting/wait-store.ts'
import { useNavigationStore } from '../../../src/renderer/stores/navigation-store.ts'
import { NO_ORDERS, useOrdersStore } from '../../../src/renderer/stores/orders-store.ts'
import { closeOverlay, useOverlayStore } from '../../../src/renderer/stores/overlay-store.ts'
import { useSessionStore } from '../../../src/renderer/stores/session-store.ts'
import { useToastStore } from '../../../src/renderer/stores/toast-store.ts'
import type { OrderTicket } from '../../../src/shared/contract/schemas.ts'
import type { ConsoleOrder } from '../../../src/shared/domain/console-orders.ts'
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

const leaveChange = () => applyToTicket({ kind: 'change-left' })
const discardChange = () => applyToTicket({ kind: 'change-discarded' })
const problems = () => problemsOf(useTicketStore.getState())

beforeEach(() => {
  vi.useFakeTimers()
  call.mockReset()
})
afterEach(() => {
  useTicketStore.setState(EMPTY_STATE)
  closeRun()
  useOrdersStore.setState(NO_ORDERS)
  vi.useRealTimers()
})

describe('order changes', () => {
  it('lists current and new values only for changed fields', () => {
    expect(orderChanges(order, order)).toEqual([])
    expect(orderChanges(order, { ...order, quantity: 1500, price: 9.75 })).toEqual([
      { field: 'Quantity', current: '100', next: '1,500' },
      { field: 'Limit', current: '9.5', next: '9.75' },
    ])
  })

  it('finds the stop price in each IBKR field that can contain one', () => {
    expect(orderChanges(order, { ...order, orderType: 'STP', price: 9 })).toEqual([
      { field: 'Type', current: 'Limit', next: 'Stop' },
      { field: 'Stop', current: 'none', next: '9' },
      { field: 'Limit', current: '9.5', next: 'none' },
    ])
  })
})

describe('order modification', () => {
  const read = { orderId: '7', order, filled: 20, symbol: 'AAPL', description: '', exchange: '', securityType: 'STK' }

  it('allows changes to an inactive order unless IBKR rejected it', async () => {
    call.mockResolvedValueOnce(read)
    const parked = anOrder({ orderId: '7', status: 'Inactive' })
    await changeOrder({ ...parked, inactiveReason: 'You declined IBKR’s order question.' })
    expect(call).not.toHaveBeenCalled()
    expect(useToastStore.getState().toasts.at(-1)?.text).toContain('You declined IBKR’s order question.')
    await changeOrder(parked)
    expect(call).toHaveBeenCalledExactlyOnceWith('orders.changeable', { orderId: '7' })
  })

  it('says that the previous order has no response, instead of opening another one', async () => {
    useTicketStore.setState({ phase: { kind: 'placing', pending: { order }, waitId: 'w' } as never })
    expect(await changeOrder(anOrder({ orderId: '7' }))).toBe(false)
    openTicketWith({ ...EMPTY_TICKET, quantity: '5' })
    expect(call).not.toHaveBeenCalled()
    expect(useTicketStore.getState().form.quantity).not.toBe('5')
    expect(useToastStore.getState().toasts.at(-1)?.text).toContain('has no response from IBKR yet')
  })

  it('fills in the form from the order and rejects a submission without changes', async () => {
    changeTicket({ quantity: '55' })
    call.mockResolvedValueOnce(read)
    await changeOrder(anOrder({ orderId: '7' }))
    expect(useTicketStore.getState().form).toMatchObject({ quantity: '100', limitPrice: '9.5', side: 'BUY' })
    reviewTicket()
    expect(problems().quantity).toBe('No changes to submit.')
    changeTicket({ limitPrice: '9.6' })
    useSessionStore.setState({ view: { profile: { id: 'paper' } } as never })
    reviewTicket()
    useSessionStore.setState({ view: undefined })
    const { phase } = useTicketStore.getState()
    const pending = { profileId: 'paper', change: { orderId: '7', before: order } }
    expect(phase).toMatchObject({ kind: 'review', pending })
    backToTicket()
    discardChange()
    expect(useTicketStore.getState().form.quantity).toBe('55')
    expect(call.mock.calls).toEqual([['orders.changeable', { orderId: '7' }]])
  })

  it('keeps one draft change per order in addition to the draft of a new order', async () => {
    const [seven, eight] = [anOrder({ orderId: '7' }), anOrder({ orderId: '8' })]
    call.mockImplementation(async (_name, { orderId }) => ({ ...read, orderId }))
    const form = () => useTicketStore.getState().form
    useTicketStore.setState({ form: { ...EMPTY_TICKET, quantity: '55' } })
    await changeOrder(seven)
    changeTicket({ limitPrice: '9.6' })
    await changeOrder(eight)
    changeTicket({ quantity: '80' })
    leaveChange()
    expect(form()).toMatchObject({ quantity: '55', limitPrice: '' })
    await changeOrder(seven)
    expect(form()).toMatchObject({ quantity: '100', limitPrice: '9.6' })
    discardChange()
    await changeOrder(seven)
    expect(form()).toMatchObject({ quantity: '100', limitPrice: '9.5' })

    // The ticket reports that the order has changed at IBKR, also for a change that the user left unfinished.
    call.mockResolvedValueOnce({ ...read, orderId: '8', order: { ...order, price: 9 } })
    await changeOrder(eight)
    expect(form()).toMatchObject({ quantity: '80', limitPrice: '9' })
    expect(useTicketStore.getState().changing?.updates).toEqual([{ field: 'Limit', current: '9.5', next: '9' }])
    discardChange()
    expect(form().quantity).toBe('55')
    expect(useTicketStore.getState().changes.size).toBe(0)
  })

  it('starts the edit of a group from the orders at IBKR, without the edits of an abandoned change', async () => {
    const [seven, eight] = [anOrder({ orderId: '7' }), anOrder({ orderId: '8' })]
    call.mockImplementation(async (_name, { orderId }) => ({ ...read, orderId }))
    await changeOrder(seven)
    changeTicket({ limitPrice: '9.6' })
    await changeOrder(eight)
    void changeGroupQuantity([seven], '80')
    await vi.waitFor(() => expect(useTicketStore.getState().phase.kind).toBe('review'))
    const pending = { order: { ...order, quantity: 80 }, change: { updates: undefined } }
    expect(useTicketStore.getState()).toMatchObject({ phase: { pending } })
    // The new edit replaces the edits that were kept.
    backToTicket()
    await changeOrder(eight)
    await changeOrder(seven)
    expect(useTicketStore.getState().form).toMatchObject({ quantity: '80', limitPrice: '9.5' })
    discardChange()
    expect(useTicketStore.getState().changes.size).toBe(0)
  })

  it('stops the edit of a group when the profile is switched before the response', async () => {
    const [seven, eight] = [anOrder({ orderId: '7' }), anOrder({ orderId: '8' })]
    let respond: (response: unknown) => void = () => undefined
    call.mockImplementation(async (name, { orderId }) =>
      name === 'orders.changeable' ? { ...read, orderId } : new Promise((resolve) => (respond = resolve)),
    )
    const edited = changeGroupQuantity([seven, eight], '80')
    await vi.waitFor(() => expect(useTicketStore.getState().phase.kind).toBe('review'))
    const { phase } = useTicketStore.getState()
    if (phase.kind === 'review') void placeReviewed(phase.pending)
    applyToTicket({ kind: 'profile-switched', from: 'one', to: 'two' })
    respond({ kind: 'accepted', orderId: '7', status: 'Submitted' })
    await edited
    expect(call.mock.calls.map(([name]) => name)).toEqual(['orders.changeable', 'orders.modify'])
    expect(useTicketStore.getState().phase).toEqual({ kind: 'editing' })
  })

  it('asks before a repeated order replaces an unfinished ticket', async () => {
    vi.stubGlobal('document', { querySelector: () => null })
    vi.stubGlobal('HTMLInputElement', class {})
    const overlay = () => useOverlayStore.getState().overlay
    const [first, second] = ['1', '2'].map((quantity) => ({ ...EMPTY_TICKET, quantity }))
    if (!first || !second) throw new Error('there are two')
    useTicketStore.setState({ form: EMPTY_TICKET })
    openTicketWith(first)
    openTicketWith(second)
    expect(useTicketStore.getState().form).toBe(second)
    expect(overlay().kind).toBe('none')
    changeTicket({ limitPrice: '5' })
    openTicketWith(first)
    expect(useTicketStore.getState().form.limitPrice).toBe('5')
    const asked = overlay()
    closeOverlay()
    if (asked.kind !== 'replace-ticket') throw new Error(asked.kind)
    asked.onReplace()
    expect(useTicketStore.getState().form).toBe(first)
    await Promise.resolve()
    useTicketStore.setState({ form: EMPTY_TICKET })
    vi.unstubAllGlobals()
  })

  describe('in review of a partly filled order', () => {
    const seven = anOrder({ orderId: '7', filled: 89, remaining: 11 })
    const list = (listed: ConsoleOrder) => useOrdersStore.setState({ orders: new Map([['7', listed]]) })

    beforeEach(async () => {
      list(seven)
      call.mockResolvedValueOnce({ ...read, filled: 89 })
      await changeOrder(seven)
    })

    it('refuses a quantity that is filled already', () => {
      for (const quantity of ['50', '89']) {
        changeTicket({ quantity })
        reviewTicket()
        expect(problems().quantity).toBe('89 are already filled. Enter more, or cancel the order.')
      }
    })

    it('shows what is filled and what remains', () => {
      const after = { ...order, quantity: 95 }
      const table = createElement(ChangeTable, {
        orderId: '7',
        listed: seven,
        before: order,
        after,
        currency: undefined,
        format: String,
      })
      const html = renderToStaticMarkup(table)
      expect(html).toContain('Filled</th><td>89</td><td>89</td>')
      expect(html).toContain('Remaining</th><td>11</td><td>6</td>')
    })

    it('is checked again with each fill, and closed with the reason when the order ends', () => {
      const stop = followReviewedChange()
      changeTicket({ quantity: '95' })
      reviewTicket()
      list({ ...seven, filled: 95 })
      expect(problems().quantity).toBe('95 are already filled. Enter more, or cancel the order.')
      changeTicket({ quantity: '98' })
      reviewTicket()
      expect(useTicketStore.getState().phase.kind).toBe('review')
      list({ ...seven, filled: 100, remaining: 0, status: 'Filled' })
      stop()
      const failure = { title: 'Not sent: order 7 is Filled', outcomeUnknown: false }
      expect(useTicketStore.getState().phase).toMatchObject({ kind: 'editing', failure })
    })
  })

  it('finds a change whose delivery is unconfirmed in the order list', async () => {
    const changed = { ...order, quantity: 120, price: 9.6 }
    const change = { orderId: '7', before: order, updates: undefined }
    const contract = { conid: 1, symbol: 'AAPL', name: '', exchange: '', securityType: 'STK' }
    const pending = { order: changed, contract, price: '', change }
    call.mockRejectedValueOnce(new RpcError({ code: 'outcome-unknown', message: 'lost', retryable: false }))
    useTicketStore.setState({ phase: { kind: 'review', pending } })
    await placeReviewed(pending)
    expect(useTicketStore.getState().phase).toMatchObject({ failure: { outcomeUnknown: true, lost: pending } })
    const listed = anOrder({ orderId: '7', quantity: 120, limitPrice: '9.60' })
    expect(isChangeListed(pending, listed)).toBe(true)
    expect(isChangeListed(pending, { ...listed, limitPrice: '9.5' })).toBe(false)
    expect(isChangeListed(pending, { ...listed, quantity: 100 })).toBe(false)
    // The list shows nothing of this change.
    expect(isChangeListed({ ...pending, order: { ...order, outsideRegularHours: true } }, listed)).toBe(false)
  })

  describe('of an order that has changed at IBKR', () => {
    const reduced = { ...read, order: { ...order, quantity: 10 }, filled: 5 }
    const updates = [{ field: 'Quantity', current: '100', next: '10' }]
    const seven = anOrder({ orderId: '7' })

    beforeEach(async () => {
      useNavigationStore.setState({ view: 'orders' })
      call.mockResolvedValueOnce(read).mockResolvedValue(reduced)
      await changeOrder(seven)
      changeTicket({ limitPrice: '9.6' })
    })

    it('keeps only the edited fields when the change is opened again', async () => {
      useBlotterStore.setState({ pane: { kind: 'none' } })
      await changeOrder(seven)
      const { form, changing } = useTicketStore.getState()
      expect(form).toMatchObject({ quantity: '10', limitPrice: '9.6' })
      expect(changing).toMatchObject({ before: reduced.order, filled: 5, updates })
      reviewTicket()
      const pending = { order: { quantity: 10, price: 9.6 }, change: { before: reduced.order, updates } }
      expect(useTicketStore.getState().phase).toMatchObject({ kind: 'review', pending })
    })

    it('shows the current order before the review', async () => {
      await reviewChange()
      expect(useTicketStore.getState()).toMatchObject({
        form: { quantity: '10', limitPrice: '9.6' },
        phase: { kind: 'editing' },
        changing: { updates },
      })
      await reviewChange()
      expect(useTicketStore.getState().phase).toMatchObject({ kind: 'review', pending: { order: { quantity: 10 } } })
    })

    it('opens no review if the order cannot be read, or after the user has left the change', async () => {
      call.mockRejectedValueOnce(new RpcError({ code: 'not-connected', message: 'No session.', retryable: true }))
      await reviewChange()
      expect(useToastStore.getState().toasts.at(-1)?.text).toBe('Order 7 cannot be changed now: No session.')
      const close = () => useBlotterStore.setState({ pane: { kind: 'none' } })
      for (const leave of [discardChange, close]) {
        call.mockResolvedValue(read)
        await changeOrder(seven)
        changeTicket({ limitPrice: '9.6' })
        const reviewed = reviewChange()
        leave()
        await reviewed
        expect(useTicketStore.getState().phase.kind).toBe('editing')
        expect(useTicketStore.getState().form.limitPrice).toBe(leave === discardChange ? '' : '9.6')
      }
    })

    it('follows the stop of a trailing order without a message', async () => {
      discardChange()
      const trailing = { amount: 2, unit: '%' } as const
      const at = (price: number) => ({ ...read, order: { ...order, orderType: 'TRAIL', price, trailing } })
      call.mockResolvedValueOnce(at(90)).mockResolvedValueOnce(at(91))
      await changeOrder(seven)
      changeTicket({ quantity: '80' })
      await reviewChange()
      const pending = { order: { quantity: 80, price: 91 }, change: { updates: undefined } }
      expect(useTicketStore.getState().phase).toMatchObject({ kind: 'review', pending })
    })
  })
})

describe('order status', () => {
  it('states why an order is inactive, if the reason is known', () => {
    const inactiveReason = 'You declined IBKR’s order question.'
    expect(describeStatus(anOrder({ status: 'Inactive', inactiveReason }))).toBe(`Not working. ${inactiveReason}`)
    expect(describeStatus(anOrder({ status: 'Inactive' }))).toMatch(/^Not working: rejected, declined/)
  })

  it('states that an update may be missing after a restart, until it is journaled', () => {
    expect(describeStatus(anOrder({ journaled: false }))).toContain('Not journaled: this update may be missing')
    expect(describeStatus(anOrder())).not.toContain('ournaled')
  })
})

describe('batch cancellation of orders', () => {
  const orders = ['1', '2', '3', '4'].map((orderId) => anOrder({ orderId }))
  const outcomes = () => [...(useCancelRunStore.getState().run?.outcomes.values() ?? [])].map(({ kind }) => kind)
  const sent = () => call.mock.calls.map(([, input]) => (input as { orderId: string }).orderId)

  it('cancels one working order at a time and continues after a failure', async () => {
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

  it('acts on exactly the selected orders, regardless of the cursor row', () => {
    useOrdersStore.setState({ orders: new Map(orders.map((each) => [each.orderId, each])) })
    const ids = () => useCancelRunStore.getState().run?.orders.map(({ orderId }) => orderId)
    useBlotterStore.setState({ activeId: '1', selectedIds: ['2', '3'] })
    askToCancelSelected()
    expect(ids()).toEqual(['2', '3'])
    changeSelected()
    expect(useToastStore.getState().toasts.at(-1)?.text).toContain('Several orders are selected')
    useBlotterStore.setState({ activeId: '1', selectedIds: ['4'] })
    call.mockReturnValueOnce(new Promise(() => undefined))
    changeSelected()
    expect(call).toHaveBeenCalledExactlyOnceWith('orders.changeable', { orderId: '4' })
    closeRun()
    useBlotterStore.setState({ activeId: '1', selectedIds: [] })
    askToCancelSelected()
    expect(ids()).toBeUndefined()
    expect(useToastStore.getState().toasts.at(-1)?.text).toContain('Select an order first')
    useBlotterStore.setState({ activeId: undefined })
  })

  it('does not act on a deselected order after the selected order has left the list', () => {
    const [filled, deselected] = [anOrder({ orderId: '1', status: 'Filled' }), anOrder({ orderId: '2' })]
    useOrdersStore.setState({ orders: new Map([filled, deselected].map((each) => [each.orderId, each])) })
    useBlotterStore.setState({ pane: { kind: 'timeline', orderId: '2' }, activeId: '2', selectedIds: ['1', '2'] })
    call.mockResolvedValueOnce({ orderId: '1', transitions: [], gaps: [], earlier: 0 })
    activate(deselected, 'deselect')
    useBlotterStore.setState({ selectedIds: [] })
    askToCancelSelected()
    useBlotterStore.setState({ pane: { kind: 'none' }, activeId: undefined })
    expect(useToastStore.getState().toasts.at(-1)?.text).toBe('Order 1 is already Filled.')
  })

  it('cancels the orders in a paused list, but no later orders', () => {
    const shown = new Map(orders.slice(0, 2).map((each) => [each.orderId, each]))
    useOrdersStore.setState({ orders: new Map(orders.map((each) => [each.orderId, each])) })
    useBlotterStore.setState({ paused: { orders: shown, gaps: [], at: 0 } })
    askToCancelShown()
    useBlotterStore.setState({ paused: undefined })
    expect(useCancelRunStore.getState().run?.orders.map(({ orderId }) => orderId)).toEqual(['2', '1'])
  })

  it('does not cancel an inactive order', () => {
    askToCancel(anOrder({ orderId: '6', status: 'Inactive' }))
    expect(useToastStore.getState().toasts.at(-1)?.text).toContain('inactive and cannot be cancelled')
    useOrdersStore.setState({ orders: new Map([['6', anOrder({ orderId: '6', status: 'Inactive' })]]) })
    askToCancelShown()
    expect(useCancelRunStore.getState().run).toBeUndefined()
  })

  it('sends no cancel request if the order is filled or cancelled while the request is queued', async () => {
    call.mockResolvedValue({ message: 'ok' })
    useOrdersStore.setState({ orders: new Map([['2', anOrder({ orderId: '2', status: 'Filled' })]]) })
    askToCancelAll(orders)
    await cancelAll()
    expect(sent()).toEqual(['1', '3', '4'])
    expect(outcomes()[1]).toBe('ended')
  })

  it('cancels a child only if it still works two seconds after the cancel of its parent', async () => {
    const parent = anOrder({ orderId: '1' })
    const [first, second] = ['2', '3'].map((orderId) => anOrder({ orderId, parentId: '1' }))
    const show = (...all: (ConsoleOrder | undefined)[]) =>
      useOrdersStore.setState({ orders: new Map(all.flatMap((each) => (each ? [[each.orderId, each]] : []))) })
    show(parent, first, second)
    call.mockResolvedValue({ message: 'ok' })
    askToCancelAll([first, second, parent].filter((each) => each !== undefined))
    const run = cancelAll()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(sent()).toEqual(['1'])
    // IBKR has cancelled the first child only.
    show(parent, first && { ...first, status: 'Cancelled' }, second)
    await vi.advanceTimersByTimeAsync(1_999)
    expect(sent()).toEqual(['1'])
    await vi.advanceTimersByTimeAsync(1)
    await run
    expect([sent(), outcomes()]).toEqual([
      ['1', '3'],
      ['sent', 'ended', 'sent'],
    ])
  })

  it('does not change the next run when a closed run ends', async () => {
    let respond = (_: { message: string }): void => undefined
    call.mockReturnValueOnce(new Promise((resolve) => (respond = resolve)))
    askToCancelAll(orders)
    const closed = cancelAll()
    abandonRun()
    call.mockReturnValueOnce(new Promise(() => undefined)).mockResolvedValue({ message: 'ok' })
    askToCancelAll([anOrder({ orderId: '5' })])
    void cancelAll()
    respond({ message: 'ok' })
    await closed
    expect(sent()).toEqual(['1', '5'])
    expect(outcomes()).toEqual(['sending'])
  })

  it('shows which cancel requests were sent before a reload', async () => {
    const [one, two, three] = ['1', '2', '3'].map((orderId) => anOrder({ orderId }))
    if (!one || !two || !three) throw new Error('there are three')
    askToCancelAll([one, two, three])
    expect(storedRun(useCancelRunStore.getState().run)).toBeNull()
    call.mockResolvedValueOnce({ message: 'Request was submitted' })
    call.mockReturnValue(new Promise(() => undefined))
    void cancelAll()
    await vi.waitFor(() => expect(call).toHaveBeenCalledTimes(2))
    const stored = storedRun(useCancelRunStore.getState().run)
    if (!stored) throw new Error('no run')
    const { outcomes, ...after } = runAfterReload(JSON.parse(JSON.stringify(stored)) as typeof stored)
    expect(after).toMatchObject({ state: 'over', stoppedBy: 'The page was reloaded.' })
    expect([...outcomes].map(([id, outcome]) => [id, outcome.kind])).toEqual([
      ['1', 'sent'],
      ['2', 'failed'],
      ['3', 'not-sent'],
    ])
    expect(outcomes.get('2')).toMatchObject({ outcomeUnknown: true })
  })

  it.each([
    ['an order', { orders: [null], outcomes: [] }],
    ['an outcome', { orders: [anOrder()], outcomes: [['1', null]] }],
  ])('ignores a stored run if the format of %s is invalid', (_part, run) => {
    vi.stubGlobal('sessionStorage', { getItem: () => JSON.stringify(run), setItem: () => undefined })
    vi.stubGlobal('addEventListener', () => undefined)
    restoreRunAfterReload()
    vi.unstubAllGlobals()
    expect(useCancelRunStore.getState().run).toBeUndefined()
  })

  it('stops between two requests and keeps the outcome of the pending request', async () => {
    call.mockImplementation(async () => {
      stopRun()
      return { message: 'ok' }
    })
    askToCancelAll(orders)
    await cancelAll()
    expect(sent()).toEqual(['1'])
    expect(outcomes()).toEqual(['sent', 'not-sent', 'not-sent', 'not-sent'])
  })

  it('sends no further cancel request after the dialog was closed by a rendering error', async () => {
    call.mockImplementation(async () => {
      abandonRun()
      return { message: 'ok' }
    })
    askToCancelAll(orders)
    await cancelAll()
    expect(sent()).toEqual(['1'])
    expect(useCancelRunStore.getState().run).toBeUndefined()
  })

  it('counts a queued cancel request as not sent when the run is stopped', async () => {
    const withdrawn = new RpcError({ code: 'cancelled', message: 'W', retryable: false, detail: { sent: false } })
    let end = (): void => undefined
    call.mockImplementation(async (name: string, { waitId }: { readonly waitId: string }) => {
      if (name === 'requests.withdraw') {
        end()
        return { withdrawn: true }
      }
      receiveWaits([{ waitId, wait: { ms: 5_000, cause: 'endpoint-rest', ahead: 0 }, withdrawnInMs: 10_000 }])
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

  it('names the role of a cancelled order, and the orders that IBKR cancels with it', async () => {
    const entry = anOrder({ orderId: '1', status: 'Filled' })
    const exit = { side: 'SELL', parentId: '1', ocaGroup: '1' } as const
    const profit = anOrder({ ...exit, orderId: '2', limitPrice: '200' })
    const stop = anOrder({ ...exit, orderId: '3', orderType: 'Stop', stopPrice: '180', status: 'PreSubmitted' })
    const oca = ['5', '6'].map((orderId) => anOrder({ orderId, ocaGroup: '9', limitPrice: orderId }))
    const all = [entry, profit, stop, ...oca, anOrder({ orderId: '7' })]
    const takeProfit = 'IBKR also cancels the take profit SELL 100 AAPL, limit 200 (order 2).'

    const ofStop = cancelEffects(stop, all)
    expect([ofStop.role, alsoEndsText(ofStop)]).toEqual(['stop loss of a bracket', takeProfit])
    expect(noExitText(stop, ofStop)).toBe('This leaves the bracket without a working exit.')
    const ofEntry = cancelEffects({ ...entry, status: 'Submitted' }, all)
    expect(ofEntry).toMatchObject({ role: 'entry of a bracket', ended: [profit, stop] })
    expect(noExitText(entry, ofEntry)).toBeUndefined()
    expect(cancelEffects(oca[0] ?? entry, all)).toEqual({
      role: 'order of an OCA group',
      ended: [],
      unsure: [oca[1]],
    })
    expect(cancelEffects(anOrder({ orderId: '7' }), all)).toEqual({ role: undefined, ended: [], unsure: [] })
    expect(endedBy([stop, profit], all)).toEqual({ ended: [], unsure: [] })
    expect(endedBy([stop, ...oca], all)).toEqual({ ended: [profit], unsure: [] })

    useOrdersStore.setState({ ...NO_ORDERS, orders: new Map(all.map((each) => [each.orderId, each])) })
    call.mockResolvedValueOnce({ message: 'Request was submitted' })
    cancelOrder(stop, 'paper')
    await vi.advanceTimersByTimeAsync(0)
    expect(useToastStore.getState().toasts.at(-1)?.text).toBe(
      `Cancel request for AAPL (stop loss of a bracket) sent: Request was submitted ${takeProfit}`,
    )
  })

  it('sends every cancel request with the profile that was selected at the start', async () => {
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
    ['outcome-unknown', undefined, '“Practice”: cancel of AAPL unconfirmed, it may have reached IBKR: Lost.'],
    ['disconnected', undefined, '“Practice”: cancel of AAPL unconfirmed, it may have reached IBKR: Lost.'],
    ['disconnected', { sent: false }, '“Practice”: could not cancel AAPL: Lost.'],
    ['upstream', undefined, '“Practice”: could not cancel AAPL: Lost.'],
  ] as const)('reports a single cancel request that failed with %s %j: %s', async (code, detail, text) => {
    call.mockRejectedValueOnce(new RpcError({ code, message: 'Lost.', retryable: false, detail }))
    useSessionStore.setState({ view: { profile: { id: 'practice', name: 'Practice' } } as never })
    cancelOrder(anOrder({ orderId: '1', symbol: 'AAPL' }), 'practice')
    await vi.waitUntil(() => useToastStore.getState().toasts.length > 0)
    expect(useToastStore.getState().toasts.at(-1)).toMatchObject({ text })
  })

  it.each(['not-armed', 'not-connected', 'outcome-unknown', 'disconnected', 'not-sent-rate-limited'] as const)(
    'sends no further request after %s',
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
