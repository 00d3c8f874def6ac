import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { NO_ATTACHED, newGroupOrder } from '../../../src/renderer/features/orders/ticket/attached/attached-form.ts'
import type { CheckedTicket } from '../../../src/renderer/features/orders/ticket/check-ticket.ts'
import {
  computeNextTicket,
  draftInFlight,
  EMPTY_STATE,
  type OrderOutcome,
  orderInFlight,
  type PendingOrder,
  problemsOf,
  rulesOf,
  rulesProblemOf,
  type TicketEvent,
  type TicketFailure,
  type TicketPhase,
  type TicketState,
} from '../../../src/renderer/features/orders/ticket/ticket-machine.ts'
import type { ChangeableOrder } from '../../../src/shared/contract/order-views.ts'
import type { OrderTicket } from '../../../src/shared/contract/schemas.ts'

const aapl = { conid: 1, symbol: 'AAPL', name: 'Apple', exchange: 'NASDAQ', securityType: 'STK' }
const tsla = { ...aapl, conid: 2, symbol: 'TSLA' }
const anOrder = (quantity: number): OrderTicket => ({
  ...{ accountId: 'DU1', conid: 1, side: 'BUY', orderType: 'LMT', quantity, price: 9, timeInForce: 'DAY' },
})
const order = anOrder(5)
const aCheck = (checked: OrderTicket): CheckedTicket => ({
  ...{ kind: 'ready', order: checked, contract: aapl },
})
const pendingOf = (sent: OrderTicket): PendingOrder => ({ order: sent, contract: aapl })
const aFailure = (message: string): TicketFailure => ({
  ...{ title: 'Not placed', message, outcomeUnknown: false, notArmed: false },
})
const question = (replyId: string) => ({ kind: 'question', replyId, messages: ['Sure?'], messageIds: [] }) as const
const aRead = (orderId: string): ChangeableOrder => ({
  ...{ orderId, order, filled: 0, symbol: 'AAPL', description: '', exchange: '', securityType: 'STK' },
})

const edited: TicketEvent = { kind: 'edited', change: { quantity: '5' } }
const chosen: TicketEvent = { kind: 'contract-chosen', contract: aapl }
const reviewed: TicketEvent = { kind: 'reviewed', checked: aCheck(order), profileId: 'a' }
const sent: TicketEvent = { kind: 'sent', pending: pendingOf(order), waitId: 'w1' }
const asked: TicketEvent = { kind: 'settled', waitId: 'w1', outcome: { kind: 'question', question: question('r1') } }
const replied: TicketEvent = { kind: 'reply-sent', replyId: 'r1', waitId: 'w2' }
const accepted: OrderOutcome = { kind: 'accepted', orderId: '7', status: 'Submitted' }
const failed: OrderOutcome = { kind: 'failed', failure: aFailure('no') }
const unconfirmed: OrderOutcome = { kind: 'unconfirmed', failure: aFailure('lost') }
const settled = (waitId: string, outcome: OrderOutcome): TicketEvent => ({ kind: 'settled', waitId, outcome })
const switched = (from: string, to: string): TicketEvent => ({ kind: 'profile-switched', from, to })
const readChange = (orderId: string): readonly TicketEvent[] => [
  { kind: 'change-requested', readId: orderId },
  { kind: 'change-read', readId: orderId, order: aRead(orderId), keepsEdits: true },
]

const run = (...events: readonly TicketEvent[]): TicketState => events.reduce(computeNextTicket, EMPTY_STATE)
const next = (state: TicketState, ...events: readonly TicketEvent[]): TicketState =>
  events.reduce(computeNextTicket, state)

const editing = run(chosen, edited)
const review = next(editing, reviewed)
const placing = next(review, sent)
const asking = next(placing, asked)
const STATES: Readonly<Record<TicketPhase['kind'], TicketState>> = {
  ...{ editing, review, placing },
  question: asking,
  replying: next(asking, replied),
}
const PHASES = Object.keys(STATES) as TicketPhase['kind'][]

/** One event of each kind, which fits the states above as well as possible. */
const EVENTS: { readonly [Kind in TicketEvent['kind']]: Extract<TicketEvent, { readonly kind: Kind }> } = {
  edited: { kind: 'edited', change: { quantity: '9' } },
  'contract-chosen': { kind: 'contract-chosen', contract: tsla },
  'filled-in': { kind: 'filled-in', form: { ...EMPTY_STATE.form, quantity: '3' } },
  'new-order-opened': { kind: 'new-order-opened' },
  'change-requested': { kind: 'change-requested', readId: 'c1' },
  'change-read': { kind: 'change-read', readId: 'c1', order: aRead('7'), keepsEdits: true },
  'change-left': { kind: 'change-left' },
  'change-discarded': { kind: 'change-discarded' },
  previewed: { kind: 'previewed', checked: aCheck(order) },
  'account-known': { kind: 'account-known' },
  'question-found': {
    ...{ kind: 'question-found', visit: 0, pending: pendingOf(anOrder(6)), question: question('r9'), sent: [] },
  },
  reviewed: { kind: 'reviewed', checked: aCheck(anOrder(6)), profileId: 'a' },
  'review-closed': { kind: 'review-closed', problems: { quantity: 'Too many.' } },
  'order-ended': { kind: 'order-ended', orderId: '7', failure: aFailure('Filled') },
  sent: { kind: 'sent', pending: pendingOf(order), waitId: 'w9' },
  'reply-sent': { kind: 'reply-sent', replyId: 'r1', waitId: 'w9' },
  'question-declined': { kind: 'question-declined', replyId: 'r1' },
  'value-known': { kind: 'value-known', order, value: { currency: 'USD', pointValue: 1 } },
  settled: { kind: 'settled', waitId: 'w1', outcome: failed },
  'profile-switched': { kind: 'profile-switched', from: 'a', to: 'b' },
  'order-found': { kind: 'order-found', form: STATES.editing.form },
  'facts-loaded': { kind: 'facts-loaded', visit: 0, contract: { conid: 1 }, facts: { rules: { conid: 1 } } },
  'defaults-received': { kind: 'defaults-received', defaults: { a: {} } },
  'tickets-restored': {
    kind: 'tickets-restored',
    profileId: 'a',
    tickets: { b: { ...EMPTY_STATE.form, quantity: '8' } },
  },
}
type EventKind = keyof typeof EVENTS
const EVENT_KINDS = Object.keys(EVENTS) as EventKind[]

const ANYWHERE: readonly EventKind[] = ['profile-switched', 'order-found', 'facts-loaded', 'defaults-received']
const EXPECTED: Readonly<Record<TicketPhase['kind'], readonly EventKind[]>> = {
  editing: [
    ...['edited', 'contract-chosen', 'filled-in', 'new-order-opened', 'previewed', 'reviewed'],
    ...['change-requested', 'change-read', 'change-left', 'change-discarded', 'account-known', 'question-found'],
    'tickets-restored',
  ] as EventKind[],
  review: ['reviewed', 'review-closed', 'order-ended', 'sent'],
  placing: ['settled', 'value-known'],
  question: ['reply-sent', 'question-declined', 'value-known'],
  replying: ['settled', 'value-known'],
}

describe('transitions of the ticket', () => {
  it.each<[TicketPhase['kind'], EventKind, TicketPhase['kind']]>([
    ['editing', 'edited', 'editing'],
    ['editing', 'previewed', 'editing'],
    ['editing', 'reviewed', 'review'],
    ['editing', 'question-found', 'question'],
    ['review', 'reviewed', 'review'],
    ['review', 'review-closed', 'editing'],
    ['review', 'sent', 'placing'],
    ['placing', 'settled', 'editing'],
    ['question', 'reply-sent', 'replying'],
    ['question', 'question-declined', 'editing'],
    ['review', 'profile-switched', 'editing'],
    ['question', 'profile-switched', 'editing'],
    ['placing', 'profile-switched', 'placing'],
    ['replying', 'profile-switched', 'replying'],
  ])('lead from %s with %s to %s', (before, kind, after) => {
    const state = next(STATES[before], EVENTS[kind])
    expect(state).not.toBe(STATES[before])
    expect(state.phase.kind).toBe(after)
  })

  const unexpected = PHASES.flatMap((phase) =>
    EVENT_KINDS.filter((kind) => !ANYWHERE.includes(kind) && !EXPECTED[phase].includes(kind)).map(
      (kind) => [phase, kind] as const,
    ),
  )
  it.each(unexpected)('have no effect in %s for %s', (phase, kind) => {
    expect(next(STATES[phase], EVENTS[kind])).toBe(STATES[phase])
  })

  it('restore the tickets of the page before, unless the user has begun another', () => {
    const tickets = { a: { ...EMPTY_STATE.form, quantity: '4' }, b: { ...EMPTY_STATE.form, quantity: '8' } }
    const restored: TicketEvent = { kind: 'tickets-restored', profileId: 'a', tickets }
    expect(run(restored).form.quantity).toBe('4')
    expect(run(restored, EVENTS['profile-switched']).form.quantity).toBe('8')
    expect(next(STATES.editing, restored).form).toBe(STATES.editing.form)
  })

  it('open another review only if the check changes the order', () => {
    expect(next(STATES.review, reviewed)).toBe(STATES.review)
    const problems = { limitPrice: 'Between two ticks.' }
    const invalid = next(STATES.review, { ...EVENTS.reviewed, checked: { kind: 'invalid', problems } })
    expect([invalid.phase.kind, problemsOf(invalid)]).toEqual(['editing', problems])
  })

  it('open no review of a change without changes', () => {
    const state = run(...readChange('7'), { ...EVENTS.reviewed, checked: aCheck(order) })
    expect(problemsOf(state).quantity).toBe('No changes to submit.')
  })

  it('close the review of a change when its order ends', () => {
    const state = run(...readChange('7'), EVENTS.reviewed)
    expect(state.phase).toMatchObject({ kind: 'review', pending: { change: { orderId: '7', before: order } } })
    expect(next(state, { ...EVENTS['order-ended'], orderId: '8' })).toBe(state)
    expect(next(state, EVENTS['order-ended']).phase).toMatchObject({ failure: { message: 'Filled' } })
  })

  it('remove a preview with every edit, and with another ticket', () => {
    const state = next(STATES.editing, EVENTS.previewed)
    expect(state.phase).toMatchObject({ check: { kind: 'preview', order } })
    const shown = next(run(EVENTS['filled-in']), EVENTS.previewed)
    const others: readonly TicketEvent[][] = [[EVENTS.edited], [EVENTS['contract-chosen']], [...readChange('7')]]
    for (const events of [...others, [EVENTS['order-found']], [EVENTS['filled-in']]])
      expect(next(state, ...events).phase).not.toHaveProperty('check.kind')
    expect(next(shown, EVENTS['new-order-opened']).phase).not.toHaveProperty('check.kind')
  })

  it('remove the failure of an order when another contract is chosen', () => {
    const state = next(STATES.placing, EVENTS.settled)
    expect(next(state, EVENTS.edited).phase).toMatchObject({ failure: { message: 'no' } })
    expect(next(state, EVENTS['contract-chosen']).phase).toEqual({ kind: 'editing' })
  })

  it('show the question of another window without the value until it is known', () => {
    const state = run(EVENTS['question-found'])
    expect(state.form).toMatchObject({ contract: aapl, quantity: '6' })
    const value = { currency: 'USD', pointValue: 100 }
    const known = next(state, { kind: 'value-known', order: EVENTS['question-found'].pending.order, value })
    expect(known.phase).toMatchObject({ kind: 'question', pending: value })
    expect(next(state, EVENTS['value-known'])).toBe(state)
  })

  it('keep an unfinished new order behind the question of another window', () => {
    const own = run({ kind: 'contract-chosen', contract: tsla }, edited)
    const question = next(own, EVENTS['question-found'])
    expect(question.form).toBe(own.form)
    expect(question.phase).toMatchObject({ pending: { keepsTicket: true } })
    // The ticket of an unconfirmed order is the order of the question.
    const lost = next(own, { ...EVENTS['question-found'], sent: [own.form] })
    expect(lost.form).toMatchObject({ contract: aapl, quantity: '6' })
    const confirmed = next(question, { kind: 'reply-sent', replyId: 'r9', waitId: 'w9' }, settled('w9', accepted))
    expect(confirmed.form).toBe(own.form)
  })
})

describe('a late response', () => {
  it('of an earlier request does not end a later one', () => {
    for (const state of [STATES.placing, STATES.replying]) expect(next(state, settled('w0', accepted))).toBe(state)
    expect(next(STATES.replying, asked)).toBe(STATES.replying)
  })

  it('to an earlier question, or for an order that is no longer in review, sends nothing', () => {
    const second = next(STATES.replying, settled('w2', { kind: 'question', question: question('r2') }))
    for (const kind of ['reply-sent', 'question-declined'] as const) expect(next(second, EVENTS[kind])).toBe(second)
    const changed = next(STATES.review, EVENTS.reviewed)
    expect(next(changed, sent)).toBe(changed)
  })

  it('about the contract before, or from the profile before, is ignored', () => {
    const loaded = EVENTS['facts-loaded']
    expect(rulesOf(next(STATES.editing, loaded))).toEqual({ conid: 1 })
    const other = next(STATES.editing, EVENTS['contract-chosen'])
    expect(next(other, loaded)).toBe(other)
    // The other profile has the same contract in its ticket.
    const back = next(STATES.editing, switched('a', 'b'), switched('b', 'a'))
    expect(back.form).toBe(STATES.editing.form)
    expect(next(back, loaded)).toBe(back)
    expect(next(back, { ...loaded, visit: 2 })).not.toBe(back)
    const empty = run(switched('a', 'b'))
    expect(next(empty, EVENTS['question-found'])).toBe(empty)
  })

  it.each<[string, readonly TicketEvent[]]>([
    ['another order is requested', [{ kind: 'change-requested', readId: 'c2' }]],
    ['the new order is opened', [{ kind: 'new-order-opened' }]],
    ['a review is open', [reviewed]],
    ['the profile is switched', [switched('a', 'b')]],
  ])('with an order to change is ignored after %s', (_, events) => {
    const state = next(STATES.editing, EVENTS['change-requested'], ...events)
    expect(next(state, EVENTS['change-read'])).toBe(state)
  })

  it('states why there are no rules only for the contract of the ticket', () => {
    const rulesFailure = { conid: 1, message: 'timeout' }
    const state = next(STATES.editing, { ...EVENTS['facts-loaded'], facts: { rulesFailure } })
    expect(rulesProblemOf(state)).toBe('timeout')
    expect(rulesProblemOf(next(state, EVENTS['contract-chosen']))).toBeUndefined()
    expect(rulesProblemOf(next(state, EVENTS['facts-loaded']))).toBeUndefined()
  })
})

describe('an order on the wire', () => {
  const outcomes: readonly [string, OrderOutcome][] = [
    ['accepted', accepted],
    ['rejected, withdrawn, or answered by another window', failed],
    ['unconfirmed', unconfirmed],
  ]
  const onTheWire = [
    ['placing', 'w1'],
    ['replying', 'w2'],
  ] as const
  const cases = onTheWire.flatMap(([phase, waitId]) => outcomes.map((each) => [phase, ...each, waitId] as const))

  it.each(cases)('%s has one result in the ticket of its profile: %s', (phase, _, outcome, waitId) => {
    const state = next(STATES[phase], settled(waitId, outcome))
    expect(state.phase).toEqual({ kind: 'editing', ...(outcome === failed && { failure: failed.failure }) })
    expect(state.form.quantity).toBe(outcome === accepted ? '' : '5')
    expect(state.form.accountId).toBe(outcome === accepted ? 'DU1' : undefined)
    expect(next(state, settled(waitId, outcome))).toBe(state)
  })

  it.each(cases)('%s is known to the profile that the user has left: %s', (phase, _, outcome, waitId) => {
    const left = next(STATES[phase], switched('a', 'b'), edited, switched('b', 'c'))
    expect(left.phase).toMatchObject({ kind: phase, leftProfile: 'a' })
    expect(draftInFlight(left)).toMatchObject({ form: { contract: aapl } })
    const done = next(left, settled(waitId, outcome))
    expect(done.phase).toEqual({ kind: 'editing' })
    expect(done.form).toBe(left.form)
    expect(done.drafts.get('b')).toBe(left.drafts.get('b'))
    expect(next(done, switched('c', 'a')).form.quantity).toBe(outcome === accepted ? '' : '5')
  })

  it.each(onTheWire)('%s is shown again when the user returns to its profile', (phase, waitId) => {
    const back = next(STATES[phase], switched('a', 'b'), switched('b', 'a'))
    expect(orderInFlight(back)).toMatchObject({ kind: phase, waitId, leftProfile: undefined })
    expect(next(back, settled(waitId, failed)).phase).toMatchObject({ failure: failed.failure })
  })

  it('has no result for a profile without a ticket, such as a deleted one', () => {
    const deleted = { ...next(STATES.placing, switched('a', 'b')), drafts: new Map() }
    expect(next(deleted, settled('w1', accepted))).toMatchObject({ phase: { kind: 'editing' }, drafts: new Map() })
  })

  it('asks its question only while its profile is shown', () => {
    expect(STATES.question.phase).toMatchObject({ question: { replyId: 'r1' }, pending: { order } })
    expect(next(STATES.placing, switched('a', 'b'), asked).phase).toEqual({ kind: 'editing' })
  })

  it('is remembered for a reload in each state that has sent something', () => {
    const waitIds = PHASES.map((phase) => [phase, orderInFlight(STATES[phase])?.waitId])
    expect(Object.fromEntries(waitIds)).toEqual({ placing: 'w1', replying: 'w2' })
  })

  it('clears the ticket and says what is missing if IBKR accepted only a part of it', () => {
    const state = next(STATES.placing, settled('w1', { ...accepted, failure: aFailure('1 of 2') }))
    expect(state).toMatchObject({ phase: { failure: { message: '1 of 2' } }, form: { quantity: '' } })
  })

  it('is cleared from its ticket when it is found, unless the ticket was edited', () => {
    const state = next(STATES.placing, settled('w1', unconfirmed))
    expect(next(state, EVENTS['order-found']).form).toMatchObject({ quantity: '', attached: NO_ATTACHED })
    const changed = next(state, EVENTS.edited)
    expect(next(changed, EVENTS['order-found'])).toBe(changed)
    const behind = next(state, ...readChange('7'), EVENTS['order-found'])
    expect([behind.form.quantity, behind.changing?.newOrder.quantity]).toEqual(['5', ''])
  })
})

/** Ids that were used before, newest last. A step takes one of them, usually the newest. */
class Ids {
  readonly all: string[] = ['never']
  create(name: string): string {
    this.all.push(`${name}${this.all.length}`)
    return this.newest(0)
  }
  newest(back: number): string {
    return this.all.at(-1 - (back % this.all.length)) ?? ''
  }
}

/** Tickets are restored only when the page starts. */
const AFTER_START = EVENT_KINDS.filter((kind) => kind !== 'tickets-restored')

test('keeps its promises in any sequence of events', () => {
  const step = fc.record({
    kind: fc.constantFrom(...AFTER_START, 'reviewed', 'sent', 'settled', 'reply-sent', 'change-read', 'facts-loaded'),
    // Mostly the newest id, sometimes one of an earlier order.
    back: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(3)),
    choice: fc.nat(3),
  })
  fc.assert(
    fc.property(fc.array(step, { minLength: 80, maxLength: 120 }), (steps) => {
      let state = EMPTY_STATE
      let profile = 'a'
      let count = 0
      let previewedForm: unknown
      const [waits, replies, reads] = [new Ids(), new Ids(), new Ids()]
      const orders: OrderTicket[] = [order]
      /** Requests without an outcome, with their profile. */
      const inFlight = new Map<string, string>()
      for (const { kind, back, choice } of steps) {
        const newOrder = (): OrderTicket => {
          count += 1
          orders.push(anOrder(count))
          return anOrder(count)
        }
        const waitId = waits.newest(back)
        const eventOf = (): TicketEvent => {
          switch (kind) {
            case 'edited':
              return { kind, change: { quantity: String(choice) } }
            case 'contract-chosen':
              return { kind, contract: [aapl, tsla, undefined][choice] }
            case 'change-requested':
              return { kind, readId: reads.create('c') }
            case 'change-read':
              return { kind, readId: reads.newest(back), order: aRead(String(choice)), keepsEdits: choice > 1 }
            case 'previewed':
              return { kind, checked: aCheck(newOrder()) }
            case 'reviewed':
              return { kind, checked: aCheck(newOrder()), profileId: profile }
            case 'sent': {
              const { phase } = state
              const shown = phase.kind === 'review' && back === 0 ? phase.pending : pendingOf(order)
              return { kind, pending: shown, waitId: waits.create('w') }
            }
            case 'reply-sent':
              return { kind, replyId: replies.newest(back), waitId: waits.create('w') }
            case 'question-declined':
              return { kind, replyId: replies.newest(back) }
            case 'question-found': {
              const found = question(replies.create('r'))
              return { kind, visit: state.visit - back, pending: pendingOf(newOrder()), question: found, sent: [] }
            }
            case 'settled': {
              const failure = aFailure(`${waitId} of ${inFlight.get(waitId)}`)
              const outcome: OrderOutcome[] = [
                accepted,
                { kind: 'failed', failure },
                { kind: 'question', question: question(choice === 2 ? replies.create('r') : 'unused') },
                { kind: 'unconfirmed', failure },
              ]
              return settled(waitId, outcome[choice] ?? failed)
            }
            case 'profile-switched':
              return switched(profile, ['a', 'b', 'c'].filter((id) => id !== profile)[choice % 2] ?? 'b')
            case 'order-found':
              return { kind, form: choice > 0 ? state.form : EMPTY_STATE.form }
            case 'facts-loaded': {
              const [visit, conid] = [state.visit - back, 1 + (choice % 2)]
              return { kind, visit, contract: { conid }, facts: { rules: { conid, problem: `visit ${visit}` } } }
            }
            default:
              return EVENTS[kind]
          }
        }
        const event = eventOf()
        const before = state
        state = computeNextTicket(before, event)
        const { phase } = state
        const isExpected = ANYWHERE.includes(kind) || EXPECTED[before.phase.kind].includes(kind)
        if (!isExpected) expect(state).toBe(before)
        if (event.kind === 'profile-switched') profile = event.to

        // At most one request is in flight, and only its own outcome ends it.
        if (state !== before && (event.kind === 'sent' || event.kind === 'reply-sent')) {
          expect(inFlight.size).toBe(0)
          inFlight.set(event.waitId, profile)
        }
        if (event.kind === 'settled') {
          if (state !== before) expect(inFlight.has(event.waitId)).toBe(true)
          inFlight.delete(event.waitId)
        }
        const flying = orderInFlight(state)
        expect([...inFlight.keys()]).toEqual(flying ? [flying.waitId] : [])
        if (flying) expect(flying.leftProfile ?? profile).toBe(inFlight.get(flying.waitId))

        // A failure is about the order that this ticket sent last.
        if (phase.kind === 'editing' && phase.failure && /^w\d+ of/.test(phase.failure.message)) {
          expect(phase.failure.message).toMatch(new RegExp(`of ${profile}$`))
          if (event.kind === 'settled' && state !== before) expect(phase.failure.message).toContain(`${event.waitId} `)
        }

        // A preview is one of the ticket as it is.
        const isPreview = phase.kind === 'editing' && phase.check?.kind === 'preview'
        if (isPreview && state !== before && event.kind === 'previewed') previewedForm = state.form
        if (isPreview) expect(state.form).toBe(previewedForm)

        // No other profile's ticket changes, except that an accepted order leaves it.
        expect(state.drafts.has(profile)).toBe(false)
        if (event.kind !== 'profile-switched' && event.kind !== 'settled') expect(state.drafts).toBe(before.drafts)
        // What was loaded belongs to this visit and to the contract that was shown.
        if (state.facts.rules !== undefined) expect(state.facts.rules.problem).toBe(`visit ${state.visit}`)
        if (event.kind === 'facts-loaded' && state !== before) expect(rulesOf(state)).toBe(event.facts.rules)
      }
    }),
    { numRuns: 300 },
  )
})

test('lets the orders of a group follow the side of order 1, unless they had another side', () => {
  const other = newGroupOrder('SELL', '5')
  const oca = { ...NO_ATTACHED, kind: 'oca', group: [newGroupOrder('BUY', '5'), other] } as const
  const grouped = computeNextTicket(EMPTY_STATE, { kind: 'edited', change: { side: 'BUY', attached: oca } })
  const { form } = computeNextTicket(grouped, { kind: 'edited', change: { side: 'SELL' } })
  expect(form.attached.group.map(({ side }) => side)).toEqual(['SELL', 'SELL'])
  const apart = computeNextTicket(grouped, { kind: 'edited', change: { quantity: '7' } })
  expect(apart.form.attached.group[1]).toBe(other)
})
