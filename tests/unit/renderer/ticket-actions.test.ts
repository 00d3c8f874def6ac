import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { suppressAfterOrder } from '../../../src/renderer/features/confirmation/question-suppression.ts'
import { useBlotterStore } from '../../../src/renderer/features/orders/blotter-store.ts'
import { switchOrders } from '../../../src/renderer/features/orders/index.ts'
import { followOpenQuestion } from '../../../src/renderer/features/orders/ticket/open-question.ts'
import {
  placeReviewed,
  recheckReview,
  replyToQuestion,
  reviewTicket,
} from '../../../src/renderer/features/orders/ticket/ticket-actions.ts'
import {
  EMPTY_STATE,
  type PendingOrder,
  problemsOf,
} from '../../../src/renderer/features/orders/ticket/ticket-machine.ts'
import {
  applyToTicket,
  chooseContract,
  useTicketStore,
} from '../../../src/renderer/features/orders/ticket/ticket-store.ts'
import {
  dismissUnconfirmed,
  followUnconfirmedOrders,
  searchFor,
  useUnconfirmedOrders,
} from '../../../src/renderer/features/orders/ticket/unconfirmed-orders.ts'
import { useOrdersStore } from '../../../src/renderer/stores/orders-store.ts'
import { useSessionStore } from '../../../src/renderer/stores/session-store.ts'
import { useToastStore } from '../../../src/renderer/stores/toast-store.ts'
import { orderReference } from '../../../src/shared/domain/order-reference.ts'
import { createNotSentError, RpcError } from '../../../src/shared/rpc/rpc-error.ts'
import { anOrder } from './an-order.ts'

const call = vi.hoisted(() => vi.fn())
const callBytes = vi.hoisted(() => vi.fn())
vi.mock('../../../src/renderer/platform/host-link.ts', () => ({ hostLink: () => ({ call, callBytes }) }))
vi.mock('../../../src/renderer/features/explorer/index.ts', () => ({ askAboutRequest: () => undefined }))

const pending: PendingOrder = {
  order: { accountId: 'DU1', conid: 1, side: 'BUY', orderType: 'MKT', quantity: 5, timeInForce: 'DAY' },
  contract: { conid: 1, symbol: 'AAPL', name: 'Apple', exchange: 'NASDAQ', securityType: 'STK' },
}
const question = (replyId: string) => ({ kind: 'question', replyId, messages: ['Sure?'], messageIds: ['o1'] })
const phase = () => useTicketStore.getState().phase
const { form } = EMPTY_STATE
/** Places an order from its review. */
const place = (order: PendingOrder): Promise<void> => {
  useTicketStore.setState({ phase: { kind: 'review', pending: order } })
  return placeReviewed(order)
}
/** The pane of an accepted order may already load its timeline. */
const sentCalls = () => call.mock.calls.filter(([name]) => name !== 'orders.timeline')
const switchProfile = (from: string, to: string) => applyToTicket({ kind: 'profile-switched', from, to })

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('document', { getElementById: () => null })
  call.mockReset().mockImplementation(async (name) => (name === 'guardRails.check' ? { findings: [] } : undefined))
  callBytes.mockReset().mockResolvedValue({ output: { status: 200 } })
  useTicketStore.setState({ ...EMPTY_STATE, form: { ...form, quantity: '5' } })
  useSessionStore.setState({ view: undefined })
  useToastStore.setState({ toasts: [] })
  useUnconfirmedOrders.setState({ orders: [] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('placing an order', () => {
  it('shows each question that IBKR asks', async () => {
    call.mockResolvedValueOnce(question('a')).mockResolvedValueOnce(question('b'))
    call.mockResolvedValueOnce({ kind: 'accepted', orderId: '7', status: 'Submitted' })
    await place(pending)
    await replyToQuestion(true)
    expect(phase()).toMatchObject({ kind: 'question', question: { replyId: 'b' } })
    await replyToQuestion(true)
    expect(sentCalls().map(([name, input]) => [name, input.replyId])).toEqual([
      ['orders.place', undefined],
      ['orders.reply', 'a'],
      ['orders.reply', 'b'],
    ])
    expect(useBlotterStore.getState()).toMatchObject({ activeId: '7', pane: { kind: 'timeline', orderId: '7' } })
    expect(useTicketStore.getState().form.quantity).toBe('')
  })

  it('suppresses questions only after the last reply', async () => {
    call.mockResolvedValueOnce(question('a')).mockResolvedValueOnce(question('b'))
    call.mockResolvedValueOnce({ kind: 'accepted', orderId: '7', status: 'Submitted' })
    await place(pending)
    suppressAfterOrder(['o163', 'o451'])
    await replyToQuestion(true)
    expect(callBytes).not.toHaveBeenCalled()
    await replyToQuestion(true)
    expect(callBytes).toHaveBeenCalledExactlyOnceWith('requests.send', {
      method: 'POST',
      path: '/iserver/questions/suppress',
      query: [],
      body: '{"messageIds":["o163","o451"]}',
    })
  })

  it('suppresses no question if the order was not placed', async () => {
    call.mockResolvedValueOnce(question('a')).mockResolvedValueOnce({ kind: 'rejected', message: 'no' })
    await place(pending)
    suppressAfterOrder(['o163'])
    await replyToQuestion(true)
    call.mockResolvedValueOnce({ kind: 'accepted', orderId: '8', status: 'Submitted' })
    await place(pending)
    expect(callBytes).not.toHaveBeenCalled()
  })

  it('keeps the ticket when IBKR rejects the order', async () => {
    call.mockResolvedValueOnce({ kind: 'rejected', message: 'No trading permissions' })
    await place(pending)
    expect(phase()).toMatchObject({ kind: 'editing', failure: { message: 'No trading permissions' } })
    expect(useTicketStore.getState().form.quantity).toBe('5')
  })

  it.each(['outcome-unknown', 'disconnected'] as const)('reports an unconfirmed delivery after %s', async (code) => {
    call.mockRejectedValueOnce(new RpcError({ code, message: 'lost', retryable: false }))
    await place(pending)
    expect(phase()).toEqual({ kind: 'editing' })
    expect(useUnconfirmedOrders.getState().orders).toMatchObject([{ order: { conid: 1 }, message: 'lost' }])
    expect(call).toHaveBeenCalledTimes(1)
  })

  it('opens no review of a similar order until the unconfirmed order is found or the user allows another', async () => {
    const list = (order?: object) => useOrdersStore.setState({ orders: new Map(order ? [['7', anOrder(order)]] : []) })
    const fillIn = (side: 'BUY' | 'SELL') => {
      const { contract } = pending
      const entered = { ...form, contract, accountId: 'DU1', side, orderType: 'MKT' as const, quantity: '5' }
      useTicketStore.setState({ form: entered, phase: { kind: 'editing' } })
    }
    const reviewed = (side: 'BUY' | 'SELL'): boolean => {
      fillIn(side)
      reviewTicket()
      return phase().kind === 'review'
    }
    vi.stubGlobal('addEventListener', () => undefined)
    vi.stubGlobal('removeEventListener', () => undefined)
    const stop = followUnconfirmedOrders()
    const lose = async (): Promise<string> => {
      fillIn('BUY')
      call.mockRejectedValueOnce(new RpcError({ code: 'outcome-unknown', message: 'lost', retryable: false }))
      await place(pending)
      return orderReference(call.mock.lastCall?.[1].waitId, false)
    }
    await lose()
    list({ orderId: '7', orderReference: 'console-of-another' })
    expect(useUnconfirmedOrders.getState().orders).toMatchObject([{ isFound: false }])
    expect([reviewed('BUY'), reviewed('SELL')]).toEqual([false, true])
    for (const each of useUnconfirmedOrders.getState().orders) dismissUnconfirmed(each)
    expect(reviewed('BUY')).toBe(true)

    const reference = await lose()
    expect(useTicketStore.getState().form.quantity).toBe('5')
    list({ orderId: '7', orderReference: reference })
    expect(useUnconfirmedOrders.getState().orders).toMatchObject([{ isFound: true }])
    expect(useTicketStore.getState().form.quantity).toBe('')
    expect(reviewed('BUY')).toBe(true)
    stop()
  })

  describe('search for an unconfirmed order', () => {
    const inUse = { profile: { id: 'p1', name: 'One' }, state: { kind: 'ready' } } as never
    const searches = () => call.mock.calls.filter(([name]) => name === 'orders.find').map(([, input]) => input)
    /** Loses the outcome of an order. The searches for it have these results, one after the other. */
    const lose = async (...results: readonly unknown[]): Promise<string> => {
      useSessionStore.setState({ view: inUse })
      useOrdersStore.setState({ orders: new Map() })
      const left = [...results]
      let reference = ''
      call.mockImplementation(async (name, input) => {
        if (name === 'orders.place') {
          reference = orderReference(input.waitId, false)
          throw new RpcError({ code: 'outcome-unknown', message: 'lost', retryable: false })
        }
        const result = name === 'orders.find' ? left.shift() : undefined
        if (result instanceof Error) throw result
        return typeof result === 'function' ? result(reference) : result
      })
      await place({ ...pending, profileId: 'p1' })
      await vi.waitFor(() => expect(searchOf()?.kind).not.toBe('running'))
      return reference
    }
    const noted = () => useUnconfirmedOrders.getState().orders[0]
    const searchOf = () => noted()?.search

    it('clears the ticket of a found order, even before the order list has it', async () => {
      const reference = await lose((orderReference: string) => [
        { kind: 'found', order: anOrder({ orderId: '9', orderReference }), children: [] },
      ])
      expect(searches()).toEqual([{ accountId: 'DU1', references: [reference], profileId: 'p1' }])
      expect(noted()).toMatchObject({ isFound: true, search: { kind: 'found', orders: [{ orderId: '9' }] } })
      expect(useTicketStore.getState().form.quantity).toBe('')
    })

    it.each<[string, unknown, object]>([
      ['the complete list lacks it', [{ kind: 'not-found', readAt: 5 }], { kind: 'missing', at: 5 }],
      [
        'the list is truncated',
        [{ kind: 'unknown', reason: 'list-truncated', message: 'Too many.', orders: [] }],
        { kind: 'unknown', reason: 'Too many.' },
      ],
      ['the search fails', new Error('No session is open.'), { kind: 'unknown', reason: 'No session is open.' }],
    ])('keeps the ticket, and takes no similar order, if %s', async (_, result, search) => {
      await lose(result)
      expect(noted()).toMatchObject({ isFound: false, search })
      expect(useTicketStore.getState().form.quantity).toBe('5')
    })

    it('is repeated on demand and when the session becomes ready', async () => {
      vi.stubGlobal('addEventListener', () => undefined)
      vi.stubGlobal('removeEventListener', () => undefined)
      useUnconfirmedOrders.setState({ orders: [] })
      const stop = followUnconfirmedOrders()
      const unknown = [{ kind: 'unknown', reason: 'no-complete-list', message: 'None.', orders: [] }]
      const missing = [{ kind: 'not-found', readAt: 7 }]
      await lose(unknown, unknown, missing)
      const [first] = useUnconfirmedOrders.getState().orders
      if (first) await searchFor(first)
      expect(searchOf()).toEqual({ kind: 'unknown', reason: 'None.' })
      useSessionStore.setState({ view: { ...(inUse as object), state: { kind: 'degraded' } } as never })
      expect(searches()).toHaveLength(2)
      useSessionStore.setState({ view: inUse })
      await vi.waitFor(() => expect(searchOf()).toEqual({ kind: 'missing', at: 7 }))
      expect(searches()).toHaveLength(3)
      stop()
    })
  })

  it('reports an order that a reload interrupts as unconfirmed', () => {
    const page = new EventTarget()
    const stored = new Map<string, string>()
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
    vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value),
    })
    const stop = followUnconfirmedOrders()
    call.mockReturnValue(new Promise(() => undefined))
    void place(pending)
    page.dispatchEvent(new Event('pagehide'))
    stop()
    useUnconfirmedOrders.setState({ orders: [] })
    followUnconfirmedOrders()()
    const message = 'The page was reloaded before the response arrived.'
    expect(useUnconfirmedOrders.getState().orders).toMatchObject([{ order: { conid: 1 }, message }])
  })

  it('reports that nothing was sent if there is no connection', async () => {
    call.mockRejectedValueOnce(createNotSentError())
    await place(pending)
    expect(phase()).toMatchObject({ failure: { title: expect.stringMatching(/^Not sent/), outcomeUnknown: false } })
  })

  it.each([
    ['cancelled', 'Withdrawn', false],
    ['not-sent-rate-limited', 'Not sent', false],
    ['not-armed', 'Not sent', true],
    ['session-closed', 'Not sent', false],
  ] as const)('reports after %s that nothing was sent: %s', async (code, title, notArmed) => {
    call.mockRejectedValueOnce(new RpcError({ code, message: 'Why.', retryable: false, detail: { sent: false } }))
    await place(pending)
    const message = expect.stringContaining('Why. The ticket is unchanged.')
    expect(phase()).toEqual({ kind: 'editing', failure: { title, message, outcomeUnknown: false, notArmed } })
  })

  it('assigns an ID to each request, so that the user can withdraw it', async () => {
    call.mockResolvedValueOnce(question('a')).mockReturnValue(new Promise(() => undefined))
    await place(pending)
    void replyToQuestion(true)
    const names = call.mock.calls.map(([, input]) => input.waitId)
    expect(new Set(names).size).toBe(2)
    expect(phase()).toMatchObject({ kind: 'replying', waitId: names[1] })
  })

  it('dismisses the toast of the previous order when another order is placed', async () => {
    call.mockResolvedValue({ kind: 'accepted', orderId: '7', status: 'Submitted' })
    await place(pending)
    await place(pending)
    expect(useToastStore.getState().toasts).toHaveLength(1)
  })

  it('replies to a question only once', async () => {
    call.mockResolvedValueOnce(question('a')).mockReturnValue(new Promise(() => undefined))
    await place(pending)
    void replyToQuestion(true)
    void replyToQuestion(true)
    expect(call).toHaveBeenCalledTimes(2)
  })

  it('shows the question again, with the reason, if its reply was not sent', async () => {
    call.mockResolvedValueOnce(question('a'))
    await place(pending)
    const { order, contract } = pending
    call.mockRejectedValueOnce(
      new RpcError({ code: 'cancelled', message: 'Withdrawn.', retryable: false, detail: { sent: false } }),
    )
    call.mockResolvedValueOnce({ kind: 'ticket', profileId: '', order, contract, question: question('a') })
    await replyToQuestion(true)
    expect(phase()).toMatchObject({
      kind: 'question',
      question: { replyId: 'a' },
      failure: { title: 'Withdrawn', message: expect.stringContaining('Withdrawn.') },
    })
    call.mockRejectedValueOnce(
      new RpcError({ code: 'question-ended', message: 'Ended.', retryable: false, detail: { sent: false } }),
    )
    call.mockResolvedValueOnce(null)
    await replyToQuestion(true)
    expect(phase()).toMatchObject({ kind: 'editing', failure: { title: 'Not sent' } })
  })

  it('shows the question of another order that must get its reply first', async () => {
    vi.stubGlobal('window', { location: { hash: '#/orders' } })
    const { order, contract } = pending
    call.mockRejectedValueOnce(
      new RpcError({ code: 'question-open', message: 'Reply first.', retryable: false, detail: { sent: false } }),
    )
    call.mockResolvedValueOnce({
      kind: 'ticket',
      profileId: '',
      order: { ...order, quantity: 9 },
      contract,
      question: question('z'),
    })
    await place(pending)
    await vi.waitFor(() => expect(phase()).toMatchObject({ kind: 'question', question: { replyId: 'z' } }))
  })

  it('returns to the ticket when the user declines the question', async () => {
    call.mockResolvedValueOnce(question('a')).mockResolvedValueOnce({ kind: 'rejected', message: 'Declined' })
    await place(pending)
    await replyToQuestion(false)
    expect(phase()).toEqual({ kind: 'editing' })
    expect(call).toHaveBeenLastCalledWith('orders.reply', { replyId: 'a', confirmed: false, profileId: '' })
  })

  it('reports an order whose question another window has answered as unconfirmed when the user declines it', async () => {
    const reason = 'Not sent: this order question has already got its reply.'
    call
      .mockResolvedValueOnce(question('a'))
      .mockRejectedValueOnce(
        new RpcError({ code: 'question-ended', message: reason, retryable: false, detail: { sent: false } }),
      )
    await place(pending)
    await replyToQuestion(false)
    expect(useUnconfirmedOrders.getState().orders).toMatchObject([
      { order: pending.order, message: expect.stringContaining('already got a reply') },
    ])
    expect(useToastStore.getState().toasts).toEqual([])
  })

  it('returns from the review to the ticket when the rules of the contract reject the order', () => {
    const entered = { ...form, contract: pending.contract, accountId: 'DU1', quantity: '5', limitPrice: '187.305' }
    useTicketStore.setState({ form: entered, phase: { kind: 'editing' } })
    reviewTicket()
    const rules = { conid: 1, increments: [{ lowerEdge: 0, increment: 0.005 }] } as never
    useTicketStore.setState({ facts: { rules } })
    recheckReview()
    expect(phase().kind).toBe('review')
    useTicketStore.setState({
      facts: { rules: { conid: 1, increments: [{ lowerEdge: 0, increment: 0.01 }] } as never },
    })
    recheckReview()
    expect(phase().kind).toBe('editing')
    expect(problemsOf(useTicketStore.getState()).limitPrice).toContain('the tick is 0.01')
  })

  it('reviews the order again when the rules of the contract change it, and does not place the earlier order', async () => {
    const contract = { ...pending.contract, securityType: '' }
    const entered = { ...form, contract, accountId: 'DU1', quantity: '5', limitPrice: '5000' }
    useTicketStore.setState({ form: entered, phase: { kind: 'editing' } })
    const reviewed = () => {
      const now = phase()
      if (now.kind !== 'review') throw new Error(now.kind)
      return now.pending
    }
    reviewTicket()
    const first = reviewed()
    useTicketStore.setState({ facts: { rules: { conid: 1, increments: [], currency: 'USD' } as never } })
    recheckReview()
    expect(reviewed()).toBe(first)
    useTicketStore.setState({
      facts: { rules: { conid: 1, increments: [], currency: 'USD', assetClass: 'FUT', pointValue: 50 } as never },
    })
    recheckReview()
    expect(first.order).not.toHaveProperty('manualIndicator')
    expect(reviewed()).toMatchObject({ order: { manualIndicator: true }, currency: 'USD' })
    await placeReviewed(first)
    expect(call).not.toHaveBeenCalled()
    call.mockResolvedValueOnce({ kind: 'accepted', orderId: '7', status: 'Submitted' })
    await placeReviewed(reviewed())
    expect(sentCalls()).toEqual([['orders.place', expect.objectContaining({ manualIndicator: true })]])
  })

  it('keeps the new order of this window when it shows a question about an order of another window', async () => {
    vi.stubGlobal('window', { location: { hash: '#/orders' } })
    const { order, contract } = pending
    const open = { kind: 'order', order, contract, question: question('a'), profileId: undefined }
    const link = { state: { kind: 'open' }, onState: () => () => undefined, call } as never
    const other = { ...contract, conid: 2 }
    const own = { ...form, contract, orderType: 'MKT' as const, quantity: '5.0' }
    const show = async (shown: typeof form) => {
      useTicketStore.setState({ form: shown, phase: { kind: 'editing' } })
      call.mockResolvedValueOnce(open)
      followOpenQuestion(link)()
      await vi.waitFor(() => expect(phase().kind).toBe('question'))
    }
    const accept = () => {
      call.mockResolvedValueOnce({ kind: 'accepted', orderId: '7', status: 'Submitted' })
      return replyToQuestion(true)
    }
    const written = { ...form, contract: other, quantity: '3' }
    await show(written)
    expect(phase()).toMatchObject({ pending: { order, contract }, question: { replyId: 'a' } })
    call.mockRejectedValueOnce(new RpcError({ code: 'disconnected', message: 'lost', retryable: false }))
    await replyToQuestion(true)
    await show(written)
    await accept()
    expect(useTicketStore.getState().form).toBe(written)

    // After a reload, and after the connection of this window was lost, the ticket is that of the question.
    useUnconfirmedOrders.setState({ orders: [{ order, contract, form: own, message: '', isFound: false }] })
    for (const ticket of [form, own]) {
      await show(ticket)
      expect(useTicketStore.getState().form).toMatchObject({ contract, quantity: '5', accountId: 'DU1' })
      await accept()
      expect(useTicketStore.getState().form.quantity).toBe('')
    }
  })

  it('shows the open question again when the user returns to its profile', async () => {
    vi.stubGlobal('window', { location: { hash: '#/orders' } })
    const { order, contract } = pending
    call.mockResolvedValueOnce(null)
    switchOrders('paper', 'other')
    expect(phase().kind).toBe('editing')
    call.mockResolvedValueOnce({ kind: 'ticket', order, contract, question: question('a'), profileId: 'paper' })
    switchOrders('other', 'paper')
    await vi.waitFor(() => expect(phase()).toMatchObject({ kind: 'question', question: { replyId: 'a' } }))
  })

  it('shows the value of the order in a question after a reload, from what the console knows already', async () => {
    vi.stubGlobal('window', { location: { hash: '#/orders' } })
    const { order, contract } = pending
    const value = { currency: 'USD', pointValue: 100 }
    call.mockImplementation(async (name) =>
      name === 'orders.openQuestion'
        ? { kind: 'ticket', order, contract, question: question('a'), profileId: 'paper' }
        : { findings: [], contract: value },
    )
    followOpenQuestion({ state: { kind: 'open' }, onState: () => () => undefined, call } as never)()
    await vi.waitFor(() => expect(phase()).toMatchObject({ kind: 'question', pending: { order, ...value } }))
    // A read from IBKR would void the question.
    expect(call.mock.calls.slice(1)).toEqual([['guardRails.check', { kind: 'ticket', order, mayRead: false }]])
  })

  it('sends orders with the profile that was selected during the review', async () => {
    const inUse = (id: string) => useSessionStore.setState({ view: { profile: { id } } as never })
    const profiles = () => sentCalls().map(([name, input]) => [name, input.profileId])
    inUse('live')
    const reviewed = { ...pending, profileId: 'paper' }
    const accepted = { kind: 'accepted', orderId: '7', status: 'Submitted' }
    call.mockResolvedValue(accepted)
    await place(reviewed)
    await place({ ...reviewed, change: { orderId: '7', before: undefined } })
    for (const confirmed of [true, false]) {
      useTicketStore.setState({
        phase: { kind: 'question', pending: reviewed, question: question('a') as never },
      })
      await replyToQuestion(confirmed)
    }
    expect(profiles()).toEqual([
      ['orders.place', 'paper'],
      ['orders.modify', 'paper'],
      ['orders.reply', 'paper'],
      ['orders.reply', 'paper'],
    ])
  })
})

describe('ticket draft', () => {
  const { contract } = pending
  const other = { ...contract, conid: 2, symbol: 'TSLA' }
  const draft = () => useTicketStore.getState().form

  it('clears prices when the contract changes', () => {
    useTicketStore.setState({ form: { ...form, quantity: '10', limitPrice: '240', stopPrice: '239' } })
    chooseContract(contract)
    expect(draft()).toMatchObject({ contract, limitPrice: '240', stopPrice: '239' })
    chooseContract(contract)
    expect(draft().limitPrice).toBe('240')
    chooseContract(other)
    expect(draft()).toMatchObject({ contract: other, quantity: '10', limitPrice: '', stopPrice: '' })
    useTicketStore.setState({ form: { ...draft(), limitPrice: '419' } })
    // No contract is selected while the user enters a symbol.
    chooseContract(undefined)
    expect(draft().limitPrice).toBe('')
  })

  it('keeps a separate ticket draft for each profile', () => {
    useTicketStore.setState({ form: { ...form, contract, quantity: '10', limitPrice: '240', accountId: 'DU1' } })
    useTicketStore.setState({ facts: { algorithms: { conid: 1, list: [] } } })
    switchProfile('one', 'two')
    expect(draft()).toEqual(form)
    expect(phase()).toEqual({ kind: 'editing' })
    // Each profile may offer other algorithms.
    expect(useTicketStore.getState().facts.algorithms).toBeUndefined()
    switchProfile('two', 'one')
    expect(draft()).toMatchObject({ contract, quantity: '10', limitPrice: '240', accountId: 'DU1' })
  })

  it('restores an unfinished modification and the new order behind it after a profile switch', () => {
    const before = { ...pending.order, quantity: 7 }
    const changing = { orderId: '7', before, filled: 0, newOrder: { ...form, quantity: '10' } }
    useTicketStore.setState({ form: { ...form, quantity: '8' }, changing, phase: { kind: 'editing' } })
    switchProfile('one', 'two')
    expect(useTicketStore.getState()).toMatchObject({ changing: undefined, form: { quantity: '' } })
    switchProfile('two', 'one')
    expect(useTicketStore.getState()).toMatchObject({ changing: { orderId: '7' }, form: { quantity: '8' } })
    applyToTicket({ kind: 'change-discarded' })
    expect(draft().quantity).toBe('10')
  })

  it('starts an empty ticket with the defaults of its asset class and profile', () => {
    useSessionStore.setState({ view: { profile: { id: 'one', name: 'One' } } as never })
    const start = { orderType: 'STP', timeInForce: 'GTC', quantity: '50', quantityUnit: 'units' } as const
    useTicketStore.setState({ form, defaults: { one: { STK: { ...start, outsideRegularHours: false } } } })
    chooseContract(contract)
    expect(draft()).toMatchObject({ ...start, contract })
    useTicketStore.setState({ form: { ...form, quantity: '3' } })
    chooseContract(contract)
    expect(draft()).toMatchObject({ orderType: 'LMT', quantity: '3' })
    useTicketStore.setState({ form, defaults: { two: { STK: { ...start, outsideRegularHours: false } } } })
    chooseContract(contract)
    expect(draft()).toMatchObject({ orderType: 'LMT', quantity: '' })
  })

  it('keeps the draft of a new order when IBKR accepts a change in another profile', async () => {
    const inUse = (id: string, name: string) => useSessionStore.setState({ view: { profile: { id, name } } as never })
    inUse('one', 'One')
    let respond: (response: unknown) => void = () => undefined
    call.mockReturnValueOnce(new Promise((resolve) => (respond = resolve)))
    const changing = { orderId: '7', before: pending.order, filled: 0, newOrder: { ...form, quantity: '10' } }
    const changes = new Map([['8', { before: pending.order, edits: { quantity: '6' } }]])
    useTicketStore.setState({ changing, changes })
    const placed = place({ ...pending, change: { orderId: '7', before: pending.order } })
    inUse('two', 'Two')
    switchProfile('one', 'two')
    respond({ kind: 'accepted', orderId: '7', status: 'Submitted' })
    await placed
    switchProfile('two', 'one')
    expect(draft().quantity).toBe('10')
    expect(useTicketStore.getState()).toMatchObject({ changing: undefined, changes })
  })

  it('leaves an order of this profile alone when the reply to a question of the profile before is settled', async () => {
    const inUse = (id: string) => useSessionStore.setState({ view: { profile: { id, name: id } } as never })
    inUse('one')
    const open = { kind: 'question' as const, pending, question: question('a') as never }
    useTicketStore.setState({ phase: open })
    let respond: (response: unknown) => void = () => undefined
    call.mockReturnValueOnce(new Promise((resolve) => (respond = resolve)))
    const replied = replyToQuestion(true)
    inUse('two')
    switchProfile('one', 'two')
    // Neither profile can send another order until the outcome of this one is known.
    expect(phase()).toMatchObject({ kind: 'replying', leftProfile: 'one' })
    reviewTicket()
    await placeReviewed(pending)
    expect(call).toHaveBeenCalledTimes(1)
    respond({ kind: 'rejected', message: 'No permission' })
    await replied
    expect(phase()).toEqual({ kind: 'editing' })
    expect(useToastStore.getState().toasts.at(-1)?.text).toContain('“one”: BUY 5 AAPL')
  })

  it.each([
    ['accepted', { kind: 'accepted', orderId: '9', status: 'Submitted' }, /“One”: BUY 5 AAPL accepted/],
    [
      'rejected',
      { kind: 'rejected', message: 'No permission' },
      /“One”: BUY 5 AAPL: IBKR rejected the order. No permission/,
    ],
    ['asked about', question('a'), /“One”: BUY 5 AAPL not placed/],
  ])('keeps the draft of the active profile when an order of another profile is %s', async (_what, response, text) => {
    const inUse = (id: string, name: string) => useSessionStore.setState({ view: { profile: { id, name } } as never })
    inUse('one', 'One')
    useBlotterStore.setState({ activeId: undefined })
    let respond: (response: unknown) => void = () => undefined
    call.mockReturnValueOnce(new Promise((resolve) => (respond = resolve)))
    const placed = place(pending)
    inUse('two', 'Two')
    switchProfile('one', 'two')
    expect(phase().kind).toBe('placing')
    useTicketStore.setState({ form: { ...draft(), quantity: '3' } })
    respond(response)
    await placed
    expect(phase()).toEqual({ kind: 'editing' })
    expect(draft()).toMatchObject({ quantity: '3', accountId: undefined })
    expect(useBlotterStore.getState().activeId).toBeUndefined()
    expect(useToastStore.getState().toasts.at(-1)?.text).toMatch(text)
    const sent = useTicketStore.getState().drafts.get('one')
    expect(sent?.form.quantity).toBe(response.kind === 'accepted' ? '' : '5')
  })
})
