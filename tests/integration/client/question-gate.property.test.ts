import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  IbkrClient,
  IbkrError,
  mayHaveHappened,
  type RawResponse,
  type RequestCaller,
  type SessionSupervisor,
} from '../../../src/client/index.ts'
import type { Simulator } from '../../../src/simulator/start-simulator.ts'
import { loopbackTurn } from '../../faults/loopback-turn.ts'
import { propertyRuns } from '../../process/property-runs.ts'
import { type ManualClock, manualClock } from '../../unit/client/manual-clock.ts'
import { closeAfterTest, simulate } from './simulator-fixture.ts'

const ACCOUNT = 'DU1234567'
const ORDERS = `iserver/account/${ACCOUNT}/orders`
const CALLERS: readonly RequestCaller[] = [
  { kind: 'person' },
  { kind: 'program', name: 'one' },
  { kind: 'program', name: 'two' },
  { kind: 'background' },
]
const LEASE_MS = { person: 60_000, program: 5_000, background: 5_000 }
/** Header that identifies a request in the record of the server. */
const TAG = 'x-step'

/** One step of a run: a request, or an abort of an earlier one. */
interface Step {
  /** Time in ms before the step. */
  readonly after: number
  readonly caller: number
  readonly kind: 'read' | 'order' | 'preview' | 'cancel' | 'reply' | 'abort'
  readonly explicit: boolean
  /** Chooses the question to reply to, or the request to abort, from the newest back. */
  readonly choice: number
  /** Delay of the response in ms, after the server has processed the request. */
  readonly latency: number
}

const step: fc.Arbitrary<Step> = fc.record({
  // A fifth of a second keeps the requests below IBKR's ten per second.
  after: fc.constantFrom(200, 200, 200, 1_000, 4_000, 5_000, 30_000, 61_000),
  caller: fc.nat(CALLERS.length - 1),
  kind: fc.constantFrom(
    'read',
    'read',
    'read',
    'order',
    'order',
    'order',
    'preview',
    'cancel',
    'reply',
    'reply',
    'abort',
  ),
  explicit: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  choice: fc.nat(2),
  latency: fc.constantFrom(0, 0, 0, 300, 3_000),
})

/** A request of a run and what became of it. */
interface Sent {
  readonly tag: string
  readonly caller: RequestCaller
  readonly kind: Step['kind']
  readonly isExplicit: boolean
  readonly abort: AbortController
  /** Time when its first byte was sent, on the monotonic clock. */
  sentAt?: number
  /** The id of the question that it replies to. */
  readonly replyTo?: string
  /** The status of the response, or the code of the error, and whether the request was sent. */
  outcome: { readonly status: number } | { readonly code: string; readonly isUnsent: boolean } | undefined
  /** The question in its response, with the time of the response. */
  question?: { readonly id: string; readonly at: number }
}

interface Rig {
  readonly simulator: Simulator
  readonly session: SessionSupervisor
  readonly clock: ManualClock
}

async function start(): Promise<Rig> {
  const clock = manualClock()
  const simulator = await simulate({
    mode: 'gateway',
    clock,
    repliesVoidedBy: 'any-call',
    idleSeconds: Number.POSITIVE_INFINITY,
  })
  simulator.controls.setPrice('IBM', 296)
  const client = closeAfterTest(
    new IbkrClient(`${simulator.host}:${simulator.port}`, { baseUrl: simulator.apiUrl, clock, timeout: 3_600_000 }),
  )
  const session = client.connect({ socket: false, tickleEvery: 1e12 })
  await session.ready()
  return { simulator, session, clock }
}

/** Waits until everything that was sent has arrived, and nothing follows. */
async function settle({ clock, simulator }: Rig): Promise<void> {
  const activity = (): string => `${simulator.record.counts().requests} ${clock.pending}`
  for (let [last, still] = [activity(), 0]; still < 3; still += 1) {
    await loopbackTurn()
    const now = activity()
    if (now !== last) still = 0
    last = now
  }
}

let orders = 0

function inputOf(kind: Step['kind'], replyTo: string | undefined, isConfirmed: boolean) {
  const order = { conid: 8314, side: 'BUY', quantity: 10, orderType: 'LMT', price: 200, tif: 'DAY' }
  switch (kind) {
    case 'order':
      orders += 1
      return { method: 'POST', path: ORDERS, data: { orders: [{ ...order, cOID: `order-${orders}` }] } }
    case 'preview':
      return { method: 'POST', path: `${ORDERS}/whatif`, data: { orders: [order] } }
    case 'cancel':
      return { method: 'DELETE', path: `iserver/account/${ACCOUNT}/order/1` }
    case 'reply':
      return { method: 'POST', path: `iserver/reply/${replyTo}`, data: { confirmed: isConfirmed } }
    default:
      return { path: 'iserver/accounts' }
  }
}

/**
 * Runs the steps. Returns the requests, those that were sent in this order, and the requests of persons that did not
 * arrive at once.
 */
async function run(rig: Rig, steps: readonly Step[], name: string) {
  const { clock, session, simulator } = rig
  const all: Sent[] = []
  const left: Sent[] = []
  const delayed: string[] = []
  // The question of an earlier run no longer holds up anything.
  clock.advance(LEASE_MS.person)
  const arrived = (tag: string): boolean => simulator.record.requests({}).some(({ headers }) => headers[TAG] === tag)
  for (const [index, { after, caller, choice, explicit, kind, latency }] of steps.entries()) {
    clock.advance(after)
    await settle(rig)
    const questions = all.flatMap(({ question }) => question ?? [])
    const replyTo = questions.at(-1 - choice)?.id
    if (kind === 'abort') all.at(-1 - choice)?.abort.abort()
    if (kind === 'abort' || (kind === 'reply' && replyTo === undefined)) continue
    const who = CALLERS[caller] ?? { kind: 'background' }
    const sent: Sent = {
      tag: `${name}-${index}`,
      caller: who,
      kind,
      isExplicit: explicit,
      abort: new AbortController(),
      outcome: undefined,
      ...(kind === 'reply' && replyTo !== undefined && { replyTo }),
    }
    all.push(sent)
    const fault = latency > 0 ? simulator.controls.faults.add(`latency=${latency}@/*,times=1`) : undefined
    // A person may wait for the rate limit, but not for a question of a program.
    const isBusy = session.pacing.estimate('GET', 'iserver/accounts') > 0
    const owner = ownerOf(all.slice(0, -1))
    const beforeSend = (): void => {
      sent.sentAt = clock.monotonic()
      left.push(sent)
    }
    const input = { ...inputOf(kind, replyTo, choice === 0), headers: { [TAG]: sent.tag }, signal: sent.abort.signal }
    session.request({ ...input, raw: true, beforeSend }, { caller: who, explicit }).then(
      ({ body, status }: RawResponse) => {
        sent.outcome = { status }
        const [first] = [JSON.parse(Buffer.from(body).toString() || 'null')].flat()
        if (typeof first?.id === 'string') sent.question = { id: first.id, at: clock.monotonic() }
      },
      (error: unknown) => {
        const code = IbkrError.is(error) ? error.code : String(error)
        sent.outcome = { code, isUnsent: !mayHaveHappened(error) }
      },
    )
    await settle(rig)
    fault?.remove()
    const isUnsent = sent.outcome !== undefined && !arrived(sent.tag)
    if (who.kind === 'person' && owner?.kind !== 'person' && !isBusy && !arrived(sent.tag) && !isUnsent)
      delayed.push(sent.tag)
  }
  // Ends all waits and all delays.
  for (let waits = 0; waits < 50 && all.some(({ outcome }) => outcome === undefined); waits += 1) {
    clock.advance(5_000)
    await settle(rig)
  }
  return { all, delayed, left }
}

/** Returns the owner of the newest order request without a final response, who may be a person that others wait for. */
function ownerOf(earlier: readonly Sent[]): RequestCaller | undefined {
  const orderRequests = earlier.filter(({ kind }) => kind !== 'read' && kind !== 'cancel')
  return orderRequests.find(({ caller, outcome }) => caller.kind === 'person' && outcome === undefined)?.caller
}

it('loses no question before its time, delays no person for a program, and sends no stale reply', async () => {
  const rig = await start()
  const { simulator } = rig
  let runs = 0
  const seen = { questions: 0, replies: 0, stale: 0, refused: 0, held: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      runs += 1
      simulator.record.clear()
      const { all, delayed, left } = await run(rig, steps, `run${runs}`)
      expect(delayed).toEqual([])
      expect(all.filter(({ outcome }) => outcome === undefined)).toEqual([])
      const byTag = new Map(all.map((sent) => [sent.tag, sent]))
      const record = simulator.record.requests({})
      const tags = record.map(({ headers }) => headers[TAG] ?? '')
      // Nothing was sent twice, and nothing that was refused, stale or aborted while it waited was sent.
      expect(new Set(tags).size).toBe(tags.length)
      for (const { outcome, replyTo, tag } of all) {
        if (outcome === undefined) continue
        if ('code' in outcome) {
          expect(['question-open', 'aborted']).toContain(outcome.code)
          if (outcome.isUnsent) expect(tags).not.toContain(tag)
          if (outcome.code !== 'question-open') continue
          seen.refused += 1
          expect(outcome.isUnsent).toBe(true)
          expect(all.some(({ caller, kind }) => caller.kind === 'person' && kind !== 'read')).toBe(true)
          continue
        }
        if (replyTo === undefined) continue
        seen.replies += 1
        if (outcome.status === 503) {
          seen.stale += 1
          expect(tags).not.toContain(tag)
        } else expect(tags).toContain(tag)
      }
      // The server considered no reply stale, so no other request had arrived since the question.
      for (const { headers, status } of record)
        if (byTag.get(headers[TAG] ?? '')?.kind === 'reply') expect(status).toBe(200)
      for (const [index, { caller, question }] of left.entries()) {
        if (question === undefined) continue
        seen.questions += 1
        // The next request is the reply, or was sent after the time of the question, or was allowed to end it.
        const next = left[index + 1]
        if (next === undefined || next.replyTo === question.id) continue
        const isOver = (next.sentAt ?? 0) >= question.at + LEASE_MS[caller.kind]
        const isSame = JSON.stringify(next.caller) === JSON.stringify(caller)
        const isUrgent = isSame && (next.isExplicit || (next.kind === 'cancel' && caller.kind === 'person'))
        const isPerson = next.caller.kind === 'person' && caller.kind !== 'person'
        if (isOver) seen.held += 1
        expect([next.tag, isOver || isUrgent || isPerson]).toEqual([next.tag, true])
      }
    }),
    { numRuns: propertyRuns(4_000) },
  )
  // The runs reached each case.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0)
}, 300_000)
