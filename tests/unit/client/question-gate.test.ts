import { getEventListeners } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { removeListenerLimit } from '../../../src/client/abort-signals.ts'
import { decideQuestion } from '../../../src/client/orders/policy-decision.ts'
import { QuestionGate } from '../../../src/client/orders/question-gate.ts'
import type { RequestCaller } from '../../../src/client/rest/request-caller.ts'
import type { RequestInput } from '../../../src/client/rest/request-input.ts'
import { manualClock } from './manual-clock.ts'

const person: RequestCaller = { kind: 'person' }
const robot: RequestCaller = { kind: 'program', name: 'robot' }
const other: RequestCaller = { kind: 'program', name: 'other' }
const background: RequestCaller = { kind: 'background' }

const read = { path: 'iserver/accounts' }
const place = { method: 'POST', path: 'iserver/account/DU1/orders' }
const change = { method: 'POST', path: 'iserver/account/DU1/order/7' }
const preview = { method: 'POST', path: 'iserver/account/DU1/orders/whatif' }
const cancel = { method: 'DELETE', path: 'iserver/account/DU1/order/7' }
const tickle = { method: 'POST', path: '/v1/api/tickle' }
const replyTo = (id: string) => ({ method: 'POST', path: `/v1/api/iserver/reply/${id}` })

const ACCEPTED = [{ order_id: '1', order_status: 'Submitted' }]
const askedWith = (id: string) => [
  { id, message: ['The following order "BUY 5 AAPL" price exceeds \nthe limit.'], messageIds: ['o163'] },
]

interface SendOptions {
  readonly caller?: RequestCaller
  readonly explicit?: boolean
  readonly signal?: AbortSignal
  readonly beforeSend?: () => undefined
  /** Waits before the first byte, as a request that waits for a rate limit does. */
  readonly pacing?: Promise<void>
  /** Name of the request in `sent`. Default: method and path. */
  readonly name?: string
  /** Whether a dispatcher sends the request twice. */
  readonly isRepeated?: boolean
}

/** Creates a gate whose requests the test answers. */
function scripted() {
  const clock = manualClock()
  const closing = new AbortController()
  const gate = new QuestionGate(clock, removeListenerLimit(closing.signal))
  const sent: string[] = []
  let attempts = 0
  const responses = new Map<string, { respond(status: number, body: unknown): void; fail(error: Error): void }>()
  const outcomes = new Map<string, unknown>()
  const send = (input: RequestInput, options: SendOptions = {}): Promise<unknown> => {
    const { caller = robot, explicit, signal, beforeSend, pacing, isRepeated = false } = options
    const { name = `${input.method ?? 'GET'} ${input.path}` } = options
    const given = { ...input, ...(signal && { signal }), ...(beforeSend && { beforeSend }) }
    const result = gate
      .send({ input: given, caller, ...(explicit !== undefined && { explicit }) }, async (leave) => {
        attempts += 1
        await pacing
        leave()
        sent.push(name)
        if (isRepeated) leave()
        const [status, body] = await new Promise<[number, unknown]>((resolve, reject) =>
          responses.set(name, { respond: (...response) => resolve(response), fail: reject }),
        )
        return { status, body: new TextEncoder().encode(JSON.stringify(body)), value: body }
      })
      .then((response) => (response === undefined ? 'stale' : response.value))
    outcomes.set(name, 'pending')
    result.then(
      (value) => outcomes.set(name, value),
      (error: unknown) => outcomes.set(name, error),
    )
    return result
  }
  const respond = async (name: string, body: unknown, status = 200): Promise<void> => {
    responses.get(name)?.respond(status, body)
    await settle()
  }
  return {
    clock,
    closing,
    gate,
    sent,
    send,
    respond,
    attempts: () => attempts,
    fail: async (name: string, error: Error) => {
      responses.get(name)?.fail(error)
      await settle()
    },
    outcome: (name: string) => outcomes.get(name),
    /** Sends an order, up to the response with a question. */
    ask: async (owner: RequestCaller, id = 'q1'): Promise<void> => {
      void send(place, { caller: owner, name: `order ${id}` })
      await settle()
      await respond(`order ${id}`, askedWith(id))
    },
    /** Sends an order, whose response does not arrive yet. */
    order: async (owner: RequestCaller): Promise<void> => {
      void send(place, { caller: owner, name: 'order' })
      await settle()
    },
  }
}

type Scripted = ReturnType<typeof scripted>

const settle = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve))

/** What becomes of a request that is sent now. */
async function fateOf({ outcome, send, sent }: Scripted, input: RequestInput, options: SendOptions): Promise<string> {
  const name = `probe ${sent.length}`
  send(input, { ...options, name }).catch(() => undefined)
  await settle()
  if (sent.includes(name)) return 'sent'
  const result = outcome(name)
  if (result === 'pending') return 'waits'
  return result === 'stale' ? 'stale' : `refused: ${Reflect.get(Object(result), 'code')}`
}

const REFUSED = 'refused: question-open'

describe('a request during an order question of IBKR', () => {
  it.each([
    { caller: person, owner: robot, inFlight: 'sent', asked: 'sent' },
    { caller: person, owner: background, inFlight: 'sent', asked: 'sent' },
    { caller: person, owner: person, inFlight: 'waits', asked: REFUSED },
    { caller: robot, owner: robot, inFlight: 'waits', asked: 'waits' },
    { caller: robot, owner: other, inFlight: 'waits', asked: 'waits' },
    { caller: robot, owner: background, inFlight: 'waits', asked: 'waits' },
    { caller: robot, owner: person, inFlight: REFUSED, asked: REFUSED },
    { caller: background, owner: robot, inFlight: 'waits', asked: 'waits' },
    { caller: background, owner: person, inFlight: 'waits', asked: 'waits' },
  ])(
    'of a $caller.kind, with a $owner.kind as owner: $inFlight before the response, then $asked',
    async ({ caller, owner, inFlight, asked }) => {
      // Reads and orders are judged alike, so that no list of harmless requests can be incomplete.
      for (const input of [read, place, preview, { method: 'POST', path: 'iserver/questions/suppress' }]) {
        const before = scripted()
        await before.order(owner)
        expect(await fateOf(before, input, { caller })).toBe(inFlight)
        const after = scripted()
        await after.ask(owner)
        expect(await fateOf(after, input, { caller })).toBe(asked)
      }
    },
  )

  it.each([
    { who: 'a person, by a cancel', caller: person, owner: person, input: cancel },
    { who: 'a person, explicitly', caller: person, owner: person, input: read, explicit: true },
    { who: 'a program, explicitly', caller: robot, owner: robot, input: cancel, explicit: true },
    {
      who: 'a person, by a cancel in lower case',
      caller: person,
      owner: person,
      input: { ...cancel, method: 'delete' },
    },
  ])('is sent at once and ends the own question of $who', async ({ caller, owner, input, explicit = false }) => {
    for (const isAsked of [false, true]) {
      const gated = scripted()
      if (isAsked) await gated.ask(owner)
      else await gated.order(owner)
      expect(await fateOf(gated, input, { caller, explicit })).toBe('sent')
      if (!isAsked) await gated.respond('order', askedWith('q1'))
      expect(gated.gate.isOpen).toBe(false)
      expect(await fateOf(gated, replyTo('q1'), { caller })).toBe('stale')
    }
  })

  it.each([
    { who: 'a program by a cancel that is not explicit', caller: robot, owner: robot, explicit: false, fate: 'waits' },
    { who: 'another program', caller: robot, owner: other, explicit: true, fate: 'waits' },
    { who: 'a program, of a person', caller: robot, owner: person, explicit: true, fate: REFUSED },
    { who: 'the background', caller: background, owner: person, explicit: true, fate: 'waits' },
  ])('does not end a question for $who', async ({ caller, owner, explicit, fate }) => {
    const gated = scripted()
    await gated.ask(owner)
    expect(await fateOf(gated, cancel, { caller, explicit })).toBe(fate)
    expect(await fateOf(gated, replyTo('q1'), { caller: owner })).toBe('sent')
  })

  it('is judged as any other request if it replies to another question', async () => {
    for (const [caller, fate] of [
      [robot, 'waits'],
      [person, 'sent'],
    ] as const) {
      const gated = scripted()
      await gated.ask(robot)
      expect(await fateOf(gated, replyTo('q2'), { caller })).toBe(fate)
    }
    const gated = scripted()
    await gated.ask(person)
    expect(await fateOf(gated, replyTo('q2'), { caller: person })).toBe(REFUSED)
    // A read of the same path is no reply.
    expect(await fateOf(gated, { path: 'iserver/reply/q1' }, { caller: person })).toBe(REFUSED)
  })

  it('is the reply also if its id is percent-encoded', async () => {
    const gated = scripted()
    await gated.ask(person)
    expect(await fateOf(gated, replyTo('%711'), { caller: person })).toBe('sent')
  })

  it('is judged as any other request if it only resembles a tickle', async () => {
    const gated = scripted()
    await gated.ask(robot)
    expect(await fateOf(gated, { ...tickle, method: 'GET' }, {})).toBe('waits')
    expect(await fateOf(gated, { ...tickle, method: 'post' }, {})).toBe('sent')
  })

  it.each([person, robot, background])(
    'is sent at once if it is a tickle of a $kind, and ends nothing',
    async (caller) => {
      for (const owner of [person, robot]) {
        const gated = scripted()
        await gated.order(owner)
        expect(await fateOf(gated, tickle, { caller })).toBe('sent')
        await gated.respond('order', askedWith('q1'))
        expect(await fateOf(gated, tickle, { caller })).toBe('sent')
        expect(gated.gate.isOpen).toBe(true)
        expect(await fateOf(gated, replyTo('q1'), { caller: owner })).toBe('sent')
      }
    },
  )

  it('names the order of a person and what to do, but never the id of the question', async () => {
    const { ask, send } = scripted()
    await ask(person)
    const error: unknown = await send(read, { caller: person }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      code: 'question-open',
      message: expect.stringMatching(
        /^GET iserver\/accounts was not sent: .* "BUY 5 AAPL".* Reply to the question first/,
      ),
    })
    expect(String(error)).not.toContain('q1')
  })

  it('reveals nothing about the order of a person to a program', async () => {
    const { ask, send } = scripted()
    await ask(person)
    const error: unknown = await send(read, { caller: robot }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'question-open', message: expect.stringContaining('at most 60 s') })
    expect(String(error)).not.toMatch(/BUY|AAPL|DU1|q1/)
  })
})

describe('the time for which a question holds up other requests', () => {
  it.each([
    { owner: person, ms: 60_000 },
    { owner: robot, ms: 5_000 },
    { owner: background, ms: 5_000 },
  ])('ends $ms ms after the response for a $owner.kind', async ({ owner, ms }) => {
    const { clock, gate, order, respond, send, sent } = scripted()
    await order(owner)
    clock.advance(100_000)
    void send(read, { caller: background })
    await settle()
    // The response wakes the read, so that no timer runs.
    expect(clock.pending).toBe(0)
    await respond('order', askedWith('q1'))
    clock.advance(ms - 1)
    await settle()
    expect([gate.isOpen, sent]).toEqual([true, ['order']])
    clock.advance(1)
    await settle()
    expect([gate.isOpen, sent]).toEqual([false, ['order', 'GET iserver/accounts']])
    expect(clock.pending).toBe(0)
  })

  it('does not depend on the wall clock', async () => {
    const { ask, clock, gate } = scripted()
    await ask(person)
    clock.jump(-600_000)
    clock.advance(60_000)
    expect(gate.isOpen).toBe(false)
  })

  it('does not limit the reply, unless another request was sent', async () => {
    const undisturbed = scripted()
    await undisturbed.ask(robot)
    undisturbed.clock.advance(3_600_000)
    expect(await fateOf(undisturbed, tickle, {})).toBe('sent')
    expect(await fateOf(undisturbed, replyTo('q1'), {})).toBe('sent')
    const disturbed = scripted()
    await disturbed.ask(robot)
    disturbed.clock.advance(5_000)
    expect(await fateOf(disturbed, read, { caller: other })).toBe('sent')
    expect(await fateOf(disturbed, replyTo('q1'), {})).toBe('stale')
  })
})

describe('the end of a question', () => {
  it.each([robot, other, person])('is the reply, also by a $kind', async (caller) => {
    const { ask, gate, outcome, respond, send, sent } = scripted()
    await ask(robot)
    void send(read, { caller: background })
    void send(replyTo('q1'), { caller, name: 'reply' })
    await settle()
    // The response to a reply may contain the next question.
    expect([gate.isOpen, sent]).toEqual([false, ['order q1', 'reply']])
    await respond('reply', ACCEPTED)
    expect([outcome('reply'), sent.at(-1)]).toEqual([ACCEPTED, 'GET iserver/accounts'])
  })

  it('is followed by the next question of a chain, whose owner is the caller of the reply', async () => {
    const gated = scripted()
    await gated.ask(robot)
    void gated.send(replyTo('q1'), { caller: person, name: 'reply' })
    await settle()
    await gated.respond('reply', askedWith('q2'))
    expect(gated.gate.isOpen).toBe(true)
    expect(await fateOf(gated, read, { caller: robot })).toBe(REFUSED)
    expect(await fateOf(gated, replyTo('q2'), { caller: person })).toBe('sent')
  })

  it.each([
    { what: 'the response to an order without a question', end: ({ respond }: Scripted) => respond('order', ACCEPTED) },
    { what: 'a response that is no JSON', end: ({ respond }: Scripted) => respond('order', undefined) },
    { what: 'the failure of an order', end: ({ fail }: Scripted) => fail('order', new Error('reset')) },
  ])('is $what', async ({ end }) => {
    const gated = scripted()
    await gated.order(robot)
    void gated.send(read)
    await settle()
    await end(gated)
    expect(gated.sent).toEqual(['order', 'GET iserver/accounts'])
  })

  it('is not the response to an earlier order, whose question another order has ended', async () => {
    for (const end of [
      ({ respond }: Scripted) => respond('order', ACCEPTED),
      ({ respond }: Scripted) => respond('order', askedWith('q1')),
      ({ fail }: Scripted) => fail('order', new Error('reset')),
    ]) {
      const gated = scripted()
      await gated.order(robot)
      void gated.send(place, { caller: person, name: 'order of a person' })
      await settle()
      await end(gated)
      expect(await fateOf(gated, read, { caller: background })).toBe('waits')
      await gated.respond('order of a person', askedWith('q2'))
      expect(await fateOf(gated, replyTo('q2'), { caller: person })).toBe('sent')
    }
  })

  it.each([read, cancel])('is not awaited after $path, which raises no question', async (input) => {
    const gated = scripted()
    void gated.send(input, { name: 'first' })
    await settle()
    expect(await fateOf(gated, read, {})).toBe('sent')
  })

  it.each([
    place,
    change,
    preview,
    replyTo('unknown'),
    { method: 'post', path: '/v1/api/iserver/account/DU1/orders/' },
  ])('is awaited after $path, which may raise one', async (input) => {
    const gated = scripted()
    void gated.send(input, { name: 'first' })
    await settle()
    expect(await fateOf(gated, read, {})).toBe('waits')
  })

  it('makes all later replies stale, even to a question that was raised after its end', async () => {
    const { ask, outcome, respond, send, sent } = scripted()
    await ask(robot)
    void send(replyTo('q1'), { name: 'reply' })
    await settle()
    void send(read, { caller: person })
    await settle()
    await respond('reply', askedWith('q2'))
    expect(outcome('reply')).toEqual(askedWith('q2'))
    const before = sent.length
    expect(await send(replyTo('q2'))).toBe('stale')
    expect(await send(replyTo('q2'), { caller: person, explicit: true })).toBe('stale')
    expect(sent).toHaveLength(before)
  })

  it('releases what waited at its first byte, not only after a response', async () => {
    const { ask, send, sent } = scripted()
    await ask(person)
    void send(read, { caller: background, name: 'poll' })
    void send(cancel, { caller: person, name: 'cancel' })
    await settle()
    expect(sent).toEqual(['order q1', 'cancel', 'poll'])
  })

  it.each(['unknown', '%'])('is one reply, also to the id %s, whose question nobody has raised', async (id) => {
    const { outcome, send, sent } = scripted()
    void send(replyTo(id), { caller: person, name: 'first' })
    await settle()
    void send(replyTo(id), { caller: person, name: 'second', explicit: true })
    await settle()
    expect([sent, outcome('second')]).toEqual([['first'], 'stale'])
  })

  it('allows a reply again after a 429, but after no other status', async () => {
    for (const [status, fate] of [
      [429, 'sent'],
      [503, 'stale'],
    ] as const) {
      const gated = scripted()
      await gated.ask(robot)
      void gated.send(replyTo('q1'), { name: 'reply' })
      await settle()
      await gated.respond('reply', {}, status)
      expect(await fateOf(gated, replyTo('q1'), {})).toBe(fate)
    }
  })

  it('leaves its question open after a 429, until another request is sent', async () => {
    const gated = scripted()
    const { ask, outcome, respond, send, sent } = gated
    await ask(person)
    void send(replyTo('q1'), { caller: person, name: 'reply' })
    await settle()
    await respond('reply', { error: 'too many' }, 429)
    void send(read, { caller: background, name: 'poll' })
    await settle()
    expect([outcome('poll'), sent.includes('poll')]).toEqual(['pending', false])
    expect(await fateOf(gated, read, { caller: robot })).toBe(REFUSED)
    // A cancel ends it.
    void send(cancel, { caller: person, name: 'cancel' })
    await settle()
    expect(sent.slice(-2)).toEqual(['cancel', 'poll'])
    expect(await fateOf(gated, replyTo('q1'), { caller: person })).toBe('stale')
  })

  it('ends its question despite a 429 if another request was sent before that response', async () => {
    const gated = scripted()
    await gated.ask(person)
    void gated.send(replyTo('q1'), { caller: person, name: 'reply' })
    await settle()
    void gated.send(cancel, { caller: person, name: 'cancel' })
    await settle()
    await gated.respond('reply', { error: 'too many' }, 429)
    expect(await fateOf(gated, replyTo('q1'), { caller: person })).toBe('stale')
  })

  it('is remembered for the last thousand questions', async () => {
    const gated = scripted()
    for (let index = 0; index <= 1_000; index += 1) {
      void gated.send(replyTo(`q${index}`), { name: `reply ${index}` })
      await settle()
      await gated.respond(`reply ${index}`, ACCEPTED)
    }
    expect(await fateOf(gated, replyTo('q1'), {})).toBe('stale')
    expect(await fateOf(gated, replyTo('q0'), {})).toBe('sent')
  })

  it('leaves a question open if the reply was not sent', async () => {
    const gated = scripted()
    await gated.ask(robot)
    const withdraw = (): never => {
      throw new Error('withdrawn')
    }
    await expect(gated.send(replyTo('q1'), { beforeSend: withdraw })).rejects.toThrow('withdrawn')
    await expect(gated.send(place, { caller: person, beforeSend: withdraw })).rejects.toThrow('withdrawn')
    expect(gated.gate.isOpen).toBe(true)
    expect(await fateOf(gated, replyTo('q1'), {})).toBe('sent')
  })
})

describe('a waiting request', () => {
  it('is refused when its person gets a question about the order before it', async () => {
    const { order, respond, send, sent } = scripted()
    await order(person)
    const refused = expect(send(place, { caller: person })).rejects.toMatchObject({ code: 'question-open' })
    const later = send(read, { caller: background })
    await settle()
    await respond('order', askedWith('q1'))
    await refused
    expect(sent).toEqual(['order'])
    void send(replyTo('q1'), { caller: person, name: 'reply' })
    await settle()
    await respond('reply', ACCEPTED)
    await respond('GET iserver/accounts', {})
    expect(await later).toEqual({})
  })

  it('rejects when its signal aborts or the session closes, and never takes a place in the pacing queue', async () => {
    const { ask, attempts, clock, closing, send } = scripted()
    await ask(robot)
    const call = new AbortController()
    const aborted = expect(send(read, { signal: call.signal })).rejects.toMatchObject({
      code: 'aborted',
      cause: 'late',
    })
    const closed = expect(send(read, { caller: background })).rejects.toMatchObject({ code: 'client-closed' })
    const already = expect(send(read, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' })
    await already
    call.abort('late')
    await aborted
    expect(attempts()).toBe(1)
    closing.abort()
    await closed
    expect([attempts(), clock.pending]).toEqual([1, 0])
    // The signals may exist until the process ends.
    for (const signal of [closing.signal, call.signal]) expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it('of a program is refused as soon as a person sends an order', async () => {
    const { ask, send, sent } = scripted()
    await ask(other)
    const refused = expect(send(place, { name: 'waiting' })).rejects.toMatchObject({ code: 'question-open' })
    await settle()
    void send(place, { caller: person, name: 'of a person' })
    await refused
    expect(sent).toEqual(['order q1', 'of a person'])
  })

  it('waits at most 5 s for the request before it, counted from its release, not from its first byte', async () => {
    const { ask, clock, closing, send, sent } = scripted()
    let start = (): void => undefined
    const pacing = new Promise<void>((resolve) => {
      start = resolve
    })
    await ask(robot)
    void send(read, { name: 'before', caller: background, pacing })
    void send(place, { name: 'next', caller: other })
    clock.advance(5_000)
    await settle()
    clock.advance(4_000)
    start()
    await settle()
    expect(sent).toEqual(['order q1', 'before'])
    clock.advance(1_000)
    await settle()
    expect(sent).toEqual(['order q1', 'before', 'next'])
    closing.abort()
  })

  it('is sent in the order of arrival, also if it was held back at its first byte', async () => {
    const { ask, respond, send, sent } = scripted()
    let start = (): void => undefined
    const pacing = new Promise<void>((resolve) => {
      start = resolve
    })
    void send(read, { name: 'first', pacing, caller: other })
    await settle()
    await ask(robot)
    void send(read, { name: 'second', caller: background })
    void send(read, { name: 'third', caller: other })
    start()
    await settle()
    void send(read, { name: 'fourth', caller: background })
    await settle()
    expect(sent).toEqual(['order q1'])
    void send(replyTo('q1'), { name: 'reply' })
    await settle()
    await respond('reply', ACCEPTED)
    expect(sent.slice(2)).toEqual(['first', 'second', 'third', 'fourth'])
  })

  it('lets the next order pass only after the order before it, and keeps the sequence', async () => {
    const { order, respond, send, sent } = scripted()
    await order(robot)
    void send(place, { name: 'second', caller: other })
    void send(read, { name: 'read' })
    void send(place, { name: 'third' })
    await settle()
    await respond('order', ACCEPTED)
    expect(sent).toEqual(['order', 'second'])
    await respond('second', ACCEPTED)
    // The read could arrive after the third order, and void its question.
    expect(sent).toEqual(['order', 'second', 'read'])
    await respond('read', {})
    expect(sent).toEqual(['order', 'second', 'read', 'third'])
  })

  it('is sent after the response to the request that ended the question, or 5 s later, if it is an order', async () => {
    for (const isAnswered of [true, false]) {
      const { ask, clock, respond, send, sent } = scripted()
      await ask(robot)
      void send(place, { name: 'next', caller: other })
      void send(read, { name: 'behind', caller: background })
      void send(read, { name: 'of a person', caller: person })
      await settle()
      expect(sent).toEqual(['order q1', 'of a person'])
      clock.advance(4_999)
      await settle()
      expect(sent).toHaveLength(2)
      if (isAnswered) await respond('of a person', {})
      else clock.advance(1)
      await settle()
      expect(sent.slice(2)).toEqual(['next'])
      await respond('next', ACCEPTED)
      expect(sent.slice(2)).toEqual(['next', 'behind'])
      expect(clock.pending).toBe(0)
    }
  })

  it('waits at most 5 s for an order before it that cannot be sent yet', async () => {
    const { ask, clock, closing, respond, send, sent } = scripted()
    await ask(robot)
    void send(place, { name: 'next', pacing: new Promise(() => undefined) })
    void send(read, { name: 'behind', caller: background })
    clock.advance(5_000)
    await settle()
    void send(place, { name: 'of a person', caller: person })
    await settle()
    await respond('of a person', ACCEPTED)
    clock.advance(4_999)
    await settle()
    expect(sent).toEqual(['order q1', 'of a person'])
    clock.advance(1)
    await settle()
    expect(sent).toEqual(['order q1', 'of a person', 'behind'])
    closing.abort()
  })

  it('does not wait for itself if it is an order that was held back at its first byte', async () => {
    const { ask, clock, respond, send, sent } = scripted()
    let start = (): void => undefined
    const pacing = new Promise<void>((resolve) => {
      start = resolve
    })
    await ask(robot)
    void send(place, { name: 'next', caller: other, pacing })
    clock.advance(5_000)
    await settle()
    await ask(robot, 'q2')
    start()
    await settle()
    void send(replyTo('q2'), { name: 'reply' })
    await settle()
    await respond('reply', ACCEPTED)
    expect(sent).toEqual(['order q1', 'order q2', 'reply', 'next'])
  })

  it('of a person waits for no order before it, unless it is one of a person', async () => {
    const { closing, order, respond, send, sent } = scripted()
    await order(person)
    void send(place, { name: 'before', caller: background, pacing: new Promise(() => undefined) })
    void send(read, { name: 'of a person', caller: person })
    await settle()
    await respond('order', ACCEPTED)
    expect(sent).toEqual(['order', 'of a person'])
    closing.abort()
  })

  it('is sent when the order before it was withdrawn at its first byte', async () => {
    const { ask, clock, send, sent } = scripted()
    await ask(robot)
    const withdrawn = (): never => {
      throw new Error('withdrawn')
    }
    send(place, { name: 'next', beforeSend: withdrawn }).catch(() => undefined)
    void send(read, { name: 'behind', caller: background })
    clock.advance(5_000)
    await settle()
    expect(sent).toEqual(['order q1', 'behind'])
    expect(clock.pending).toBe(0)
  })

  it('is refused if a thousand others wait', async () => {
    const { ask, closing, send } = scripted()
    await ask(robot)
    const waiting = Array.from({ length: 1_000 }, (_, index) => send(read, { name: `read ${index}` }).catch(() => 0))
    await expect(send(read)).rejects.toMatchObject({ code: 'pacing-queue-full' })
    closing.abort()
    await Promise.all(waiting)
  })
})

describe('a question that is raised while a request waits for a rate limit', () => {
  const delayed = async ({ ask, send }: Scripted, owner: RequestCaller, input: RequestInput, options: SendOptions) => {
    let start = (): void => undefined
    const pacing = new Promise<void>((resolve) => {
      start = resolve
    })
    const result = send(input, { ...options, pacing, name: 'delayed' })
    result.catch(() => undefined)
    await settle()
    await ask(owner)
    start()
    await settle()
    return { result }
  }

  it('holds the request back, which then is sent once, and calls beforeSend only then', async () => {
    const gated = scripted()
    const beforeSend = vi.fn(() => undefined)
    await delayed(gated, robot, read, { caller: background, beforeSend })
    expect([gated.sent, gated.attempts(), beforeSend.mock.calls.length]).toEqual([['order q1'], 2, 0])
    gated.clock.advance(5_000)
    await settle()
    expect([gated.sent, gated.attempts()]).toEqual([['order q1', 'delayed'], 3])
    expect(beforeSend).toHaveBeenCalledOnce()
  })

  it('refuses the request of a person, and of a program during the question of a person', async () => {
    for (const caller of [person, robot]) {
      const gated = scripted()
      const { result } = await delayed(gated, person, read, { caller })
      await expect(result).rejects.toMatchObject({ code: 'question-open' })
      expect(gated.sent).toEqual(['order q1'])
    }
  })

  it('makes a reply stale that waited while another request ended its question', async () => {
    const gated = scripted()
    await gated.ask(robot, 'q0')
    let start = (): void => undefined
    const pacing = new Promise<void>((resolve) => {
      start = resolve
    })
    const reply = gated.send(replyTo('q0'), { pacing, name: 'reply' })
    await settle()
    expect(await fateOf(gated, read, { caller: person })).toBe('sent')
    start()
    expect(await reply).toBe('stale')
    expect(gated.sent).not.toContain('reply')
  })
})

it('does not hold back an order that a dispatcher sends again, because it was sent before', async () => {
  const { order, sent, send, attempts } = scripted()
  void send(place, { isRepeated: true, name: 'repeated' })
  await settle()
  expect([sent, attempts()]).toEqual([['repeated'], 1])
  await order(robot)
  expect(sent).toEqual(['repeated'])
})

it('decides anew about a read that is repeated during an attempt', async () => {
  const { ask, clock, gate, sent } = scripted()
  let repeat = (): void => undefined
  const repeated = new Promise<void>((resolve) => {
    repeat = resolve
  })
  const attempt = vi.fn(async (leave: () => void) => {
    leave()
    sent.push('read')
    await repeated
    leave()
    sent.push('read again')
    return { status: 200, body: new Uint8Array() }
  })
  void gate.send({ input: read, caller: background }, attempt)
  await settle()
  await ask(robot)
  repeat()
  await settle()
  expect(sent).toEqual(['read', 'order q1'])
  clock.advance(5_000)
  await settle()
  expect(sent).toEqual(['read', 'order q1', 'read', 'read again'])
})

describe('a request inside the function that decides on a question', () => {
  const decide = (id: string, policy: () => unknown) =>
    decideQuestion({ kind: 'question', replyId: id, messages: [], messageIds: [], options: [] }, policy)

  it.each([robot, other, person, background])('is refused at once for a $kind', async (caller) => {
    const { ask, gate, send, sent } = scripted()
    await ask(caller === person ? person : robot)
    await decide('q1', async () => {
      const message = expect.stringContaining('would wait for itself')
      await expect(send(read, { caller })).rejects.toMatchObject({ code: 'question-open', message })
      expect(() => gate.demandOutsidePolicy('The order')).toThrow('would wait for itself')
    })
    expect(sent).toEqual(['order q1'])
  })

  it('is sent if it is a tickle, the reply, or explicit', async () => {
    for (const [input, explicit] of [
      [tickle, false],
      [replyTo('q1'), false],
      [cancel, true],
    ] as const) {
      const gated = scripted()
      await gated.ask(robot)
      expect(await decide('q1', () => fateOf(gated, input, { explicit }))).toBe('sent')
    }
  })

  it('is refused even after the time of the question, but not after the decision', async () => {
    const { ask, clock, gate, send, sent } = scripted()
    await ask(robot)
    let decided: Promise<unknown> = Promise.resolve()
    await decide('q1', async () => {
      clock.advance(5_000)
      await expect(send(read)).rejects.toMatchObject({ code: 'question-open' })
      // This code runs on after the decision, but is not awaited.
      decided = settle().then(() => {
        gate.demandOutsidePolicy('The order')
        return send(read, { name: 'later' })
      })
      decided.catch(() => undefined)
    })
    await settle()
    await settle()
    expect(sent.at(-1)).toBe('later')
  })

  it('is judged as any other request if the question belongs to another session', async () => {
    const gated = scripted()
    await gated.ask(robot)
    expect(await decide('of another session', () => fateOf(gated, read, {}))).toBe('waits')
    expect(() => gated.gate.demandOutsidePolicy('The order')).not.toThrow()
  })

  it('refuses other orders of the session, which would wait for the decision, even if a person ended the question', async () => {
    const gated = scripted()
    await gated.ask(robot)
    await decide('q1', async () => {
      void gated.send(read, { caller: person })
      await settle()
      expect(() => gated.gate.demandOutsidePolicy('The order')).toThrow('would wait for itself')
    })
  })
})
