import { describe, expect, test } from 'vitest'
import type { RequestInput } from '../../../src/client/index.ts'
import type { RequestRecorder } from '../../../src/host/history/sent-request.ts'
import { HostError } from '../../../src/host/host-error.ts'
import { UnsentRequests } from '../../../src/host/safety/unsent-requests.ts'
import { PendingQuestion } from '../../../src/host/session/pending-question.ts'
import type { GateOptions } from '../../../src/host/trading/gate.ts'
import type { TradingRequest } from '../../../src/host/trading/trading-request.ts'
import { createResponse, openGate } from './trading-fixture.ts'

const nothing = (): undefined => undefined

function sessionThat(request: (beforeSend: () => void) => Promise<unknown>) {
  const client = { request: ({ beforeSend }: { beforeSend: () => void }) => request(beforeSend) }
  return {
    ...{ profile: { id: 'one' }, pacing: { report: nothing }, estimate: nothing, isOver: false },
    ...{ arming: { view: { kind: 'armed' }, period: 1 }, require: () => client, openSession: client },
  }
}
const request = {
  caller: { kind: 'person', profileId: 'one', signal: new AbortController().signal },
  permission: { kind: 'change' },
  input: { method: 'POST', path: '/iserver/account/DU1/orders', data: {} },
  source: 'orders',
  journalText: 'Order',
} as const

test('a listener that fails changes neither the result of an order nor what the other listeners get', async () => {
  const failed: unknown[] = []
  const kinds: string[] = []
  const { gate } = openGate(
    sessionThat(async (beforeSend) => {
      beforeSend()
      return createResponse([{ order_id: '1', order_status: 'Submitted' }])
    }),
    { onListenerFailed: (error) => failed.push(error) },
  )
  const fail = (): never => {
    throw new Error('broken')
  }
  gate.follow({ onLeave: fail, onResult: fail })
  gate.follow({ onResult: (_, { kind }) => void kinds.push(kind) })
  expect((await gate.send(request)).kind).toBe('accepted')
  expect([failed.length, kinds]).toEqual([2, ['accepted']])
})

test('an unexpected error is reported as not sent before the first byte, and as unknown after it', async () => {
  for (const [hasLeft, kind, sent] of [
    [false, 'not-sent', false],
    [true, 'unknown', undefined],
  ] as const) {
    const { gate } = openGate(
      sessionThat(async (beforeSend) => {
        if (hasLeft) beforeSend()
        throw new Error('broken')
      }),
    )
    const result = await gate.send(request)
    expect(result.kind).toBe(kind)
    expect('error' in result && (result.error?.detail as { sent?: boolean } | undefined)?.sent).toBe(sent)
  }
})

test('only a cancel is sent with the permission of a cancel or of the kill switch', async () => {
  const session = sessionThat(async () => createResponse({}))
  const { gate, permissions } = openGate({
    ...session,
    arming: { view: { kind: 'disarmed' }, period: 1 },
    cancelsNeedArming: false,
  })
  for (const permission of [{ kind: 'cancel', what: 'cancel' }, permissions.grantKillSwitch()] as const)
    expect(await gate.send({ ...request, permission })).toMatchObject({
      kind: 'not-sent',
      error: { code: 'not-armed' },
    })
})

const ACCEPTED = [{ order_id: '1', order_status: 'Submitted' }]
const QUESTION = [{ id: 'q1', message: ['Really?'], isSuppressed: false, messageIds: ['o1'] }]
const CANCEL = {
  ...request,
  permission: { kind: 'cancel', what: 'cancel' },
  input: { method: 'DELETE', path: '/iserver/account/DU1/order/7' },
} as const satisfies TradingRequest
const refusal = new HostError('not-armed', 'Not sent: no.', { detail: { sent: false } })

/** Creates a gate that logs its steps. `responds`: the body of each response, or the error of a request. */
function logged(responds: (input: RequestInput) => unknown = () => ACCEPTED, given: Partial<GateOptions> = {}) {
  const steps: string[] = []
  const sent: { readonly input: RequestInput; readonly options: unknown }[] = []
  const results: unknown[] = []
  const client = {
    state: { kind: 'ready', accounts: { accounts: ['DU1'] } },
    async request(input: RequestInput, options: unknown) {
      sent.push({ input, options })
      input.beforeSend?.()
      steps.push('first byte')
      const body = responds(input)
      if (body instanceof Error) throw body
      return { ...createResponse(body), method: input.method ?? 'GET' }
    },
  }
  const session = {
    ...{ profile: { id: 'one' }, pacing: { report: nothing }, estimate: nothing, isOver: false },
    ...{ arming: { view: { kind: 'armed' }, period: 1 }, cancelsNeedArming: false },
    ...{ require: () => client, openSession: client },
  }
  const unsent = new UnsentRequests({ now: () => 0, monotonic: () => 0, after: () => nothing })
  const question = new PendingQuestion()
  const record: RequestRecorder = (unfinished) => {
    steps.push(`entry ${unfinished.body}`)
    return {
      async untilStored() {
        // A request that does not wait leaves before this.
        await new Promise(setImmediate)
        steps.push('stored')
      },
      complete: (result) => {
        steps.push(`complete ${result.outcome}`)
        results.push(result)
      },
      discard: () => void steps.push('discard'),
    }
  }
  const guardRails = {
    async prepare() {
      steps.push('read limits')
      return () => void steps.push('limits')
    },
    checkSocketText: nothing,
  }
  const opened = openGate(session, { unsent, question, record, guardRails, ...given })
  opened.gate.follow({
    onLeave: () => void steps.push('listeners of the leave'),
    onResult: (_, { kind }) => void steps.push(`listeners of ${kind}`),
  })
  return { ...opened, client, question, results, sent, session, steps, unsent }
}

describe('a request at the gate', () => {
  test('is stored before its first byte, checked at it, and reported after it, each once', async () => {
    const { gate, session, steps } = logged()
    await gate.send({ ...request, storedBody: 'claims' })
    expect(steps).toEqual([
      ...['read limits', 'entry claims', 'stored', 'limits', 'listeners of the leave', 'first byte'],
      ...['complete answered', 'listeners of accepted'],
    ])
    const disarmed = logged()
    const pending = disarmed.gate.send(request)
    disarmed.session.arming = { view: { kind: 'armed' }, period: 2 }
    expect(await pending).toMatchObject({ kind: 'not-sent', error: { code: 'not-armed' } })
    expect(disarmed.steps.slice(-2)).toEqual(['discard', 'listeners of not-sent'])
    expect([disarmed.steps.includes('first byte'), session.arming.period]).toEqual([false, 1])
  })

  test('is refused by the limits before it is stored, and at its first byte', async () => {
    const refuse = (): never => {
      throw refusal
    }
    for (const [prepare, steps] of [
      [async () => refuse(), ['listeners of not-sent']],
      [async () => refuse, ['entry {}', 'stored', 'discard', 'listeners of not-sent']],
    ] as const) {
      const refused = logged(undefined, { guardRails: { prepare, checkSocketText: nothing } })
      expect(await refused.gate.send(request)).toEqual({ kind: 'not-sent', error: refusal })
      expect(refused.steps).toEqual(steps)
    }
  })

  test('is sent with exactly the path that was classified, and not at all with another one', async () => {
    const { gate, sent } = logged()
    await gate.send({ ...request, input: { ...request.input, path: 'iserver/account/DU1/orders/' } })
    await expect(gate.send({ ...request, input: { path: '/iserver/../logout' } })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    expect(sent.map(({ input }) => input.path)).toEqual(['/v1/api/iserver/account/DU1/orders'])
  })

  test('is never repeated by the client, sent as a person, and explicit only if it is a cancel', async () => {
    const { gate, sent } = logged()
    await gate.send(request)
    await gate.send(CANCEL)
    expect(sent.map(({ options }) => options)).toEqual([
      { safe: false, explicit: false, caller: { kind: 'person' } },
      { safe: false, explicit: true, caller: { kind: 'person' } },
    ])
  })

  test('counts as in flight until its result is recorded', async () => {
    const { gate, session } = logged()
    const { inFlight } = session as unknown as { inFlight: { current: readonly unknown[] } }
    const counts: number[] = []
    gate.follow({ onResult: () => void counts.push(inFlight.current.length) })
    const sending = gate.send(request)
    counts.push(inFlight.current.length)
    await sending
    expect([counts, inFlight.current.length]).toEqual([[1, 1], 0])
  })

  test('is completed in the history with its error, or with the beginning of its response', async () => {
    const failed = logged(() => new Error('broken'))
    expect(await failed.gate.send(request)).toMatchObject({ kind: 'unknown' })
    expect(failed.results).toMatchObject([{ outcome: 'unknown', code: 'outcome-unknown' }])
    const large = logged(() => 'x'.repeat(1_500_000))
    await large.gate.send({ ...request, input: { ...request.input, path: '/iserver/account/DU1/alert' } })
    expect(large.results.map((result) => (result as { body: Uint8Array }).body.byteLength)).toEqual([1_000_000])
    // What failed on its way explains a problem of the connection.
    const unsent = logged(undefined, {})
    unsent.client.request = async () => {
      throw new Error('no route')
    }
    expect(await unsent.gate.send(request)).toMatchObject({ kind: 'not-sent', error: { detail: { sent: false } } })
    expect(unsent.results).toMatchObject([{ outcome: 'failed', code: 'upstream', message: 'Not sent. no route' }])
  })

  test('is not sent if the library responds instead of sending it, because its question was ended', async () => {
    const { client, gate } = logged()
    client.request = async () => ({ ...createResponse({}, 503), method: 'POST' })
    expect(await gate.send(request)).toMatchObject({ kind: 'not-sent', error: { code: 'question-ended' } })
  })

  test('keeps its question with its subject until the next order leaves', async () => {
    let body: unknown = QUESTION
    const { gate, question } = logged(() => body)
    const subject = { kind: 'request', request: { method: 'POST', path: '/x', query: [] } } as const
    await gate.send({ ...request, subject })
    expect(question.about('q1')).toBe(subject)
    await gate.send({ ...request, input: { method: 'POST', path: '/iserver/account/DU1/alert' } })
    expect(question.about('q1')).toBe(subject)
    body = ACCEPTED
    await gate.send(request)
    expect(question.current).toBeUndefined()
  })

  test('is withdrawn by a disarm, except a cancel, which needs no arming', async () => {
    for (const [given, kind] of [
      [request, 'not-sent'],
      [CANCEL, 'accepted'],
    ] as const) {
      const { gate, unsent } = logged(() => ({ msg: 'Request was submitted', order_id: 7 }))
      const sending = gate.send(given)
      unsent.withdrawArmed(refusal)
      expect((await sending).kind).toBe(kind)
    }
  })
})

describe('a cancel of the kill switch', () => {
  test('waits for nothing, goes ahead of everything, and can be aborted', async () => {
    const { gate, permissions, sent, steps } = logged()
    const { signal } = new AbortController()
    const caller = { ...CANCEL.caller, signal }
    const sending = gate.send({ ...CANCEL, caller, permission: permissions.grantKillSwitch() })
    // At once: before anything that could wait.
    expect(steps).toEqual(['listeners of the leave', 'first byte', 'entry undefined'])
    await sending
    expect(sent[0]?.input).toMatchObject({ priority: 'high', signal })
  })

  test('is checked at its first byte', async () => {
    const { gate, permissions, sent, session, steps } = logged()
    const permission = permissions.grantKillSwitch()
    Object.assign(session, { openSession: {} })
    expect(await gate.send({ ...CANCEL, permission })).toMatchObject({
      kind: 'not-sent',
      error: { code: 'session-closed' },
    })
    expect([sent.length, steps.includes('first byte')]).toEqual([1, false])
  })
})

describe('a socket message at the gate', () => {
  const EXERCISE = 'shs+265598+{"step":1}'
  const READ = 'smd+265598+{"fields":["31"]}'
  const by = { profileId: 'one' }

  function messages(checked: string[] = []) {
    const checkSocketText = (text: string): void => void checked.push(text)
    const opened = logged(undefined, { guardRails: { prepare: async () => nothing, checkSocketText } })
    const frames: string[] = []
    const sendFrame = (text: string): void => void frames.push(text)
    Object.assign(opened.client, { socketState: 'connected', sendFrame })
    return { ...opened, checked, frames }
  }

  test('needs an armed profile and passes the limits, unless it only reads', () => {
    const { checked, frames, gate, session } = messages()
    for (const text of [READ, EXERCISE, 'xyz+1']) gate.sendText(text, by)
    expect([checked, frames]).toEqual([
      [EXERCISE, 'xyz+1'],
      [READ, EXERCISE, 'xyz+1'],
    ])
    session.arming = { view: { kind: 'disarmed' }, period: 2 }
    gate.sendText(READ, by)
    for (const text of [EXERCISE, 'xyz+1'])
      expect(() => gate.sendText(text, by)).toThrow(expect.objectContaining({ code: 'not-armed' }))
    expect(() => gate.sendText(EXERCISE, { profileId: 'two' })).toThrow(
      expect.objectContaining({ code: 'other-profile' }),
    )
    expect(frames).toHaveLength(4)
  })

  test('that the socket refuses was not sent', () => {
    const { client, gate } = messages()
    const sendFrame = (): never => {
      throw new Error('full')
    }
    Object.assign(client, { sendFrame })
    expect(() => gate.sendText(EXERCISE, by)).toThrow(
      expect.objectContaining({ message: 'Not sent. full', detail: { sent: false } }),
    )
  })
})
