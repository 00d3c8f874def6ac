import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { IbkrClient, IbkrError, mayHaveHappened, type SessionSupervisor } from '../../../src/client/index.ts'
import { Pacer } from '../../../src/client/pacing/request-pacer.ts'
import { type GuardRails, NO_RAILS } from '../../../src/shared/domain/guard-rails.ts'
import { orderReference } from '../../../src/shared/domain/order-reference.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { loopbackTurn } from '../../faults/loopback-turn.ts'
import { type DepartureWatch, watchDepartures } from '../../process/departures.ts'
import { isLongRun } from '../../process/long-run-tests.ts'
import { type Phase, possibleAt } from '../../process/phases.ts'
import { type OpenedWindow, type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'
import { findWrong, type Sent, type Traffic } from './gate-judge.ts'

/*
 * Random callers send requests through the host, or as programs over the sessions of the host, while windows switch
 * profiles, profiles are armed and disarmed, limits change and connections break. `gate-judge.ts` judges what left and what
 * the servers received. All runs share one host, whose sessions stay open; each run begins with the same state.
 */

/**
 * 50,000 requests in the long run, without rate limits. The short run keeps the rate limits, so that requests wait.
 * `GATE_RUNS` and `GATE_SEED` change the number of runs, and repeat those of a failed test.
 */
const { GATE_RUNS, GATE_SEED } = process.env
const RUNS = Number(GATE_RUNS ?? (isLongRun ? 1_000 : 500))
const REQUESTS = isLongRun ? { minLength: 50, maxLength: 50 } : { minLength: 1, maxLength: 3 }

interface Place {
  readonly profileId: string
  readonly account: string
  readonly simulator: Simulator
}

let host: PracticeHost
let places: readonly Place[]
let windows: readonly Pick<OpenedWindow, 'call' | 'callBytes'>[]
/** The sessions that the host has opened and not closed. Programs send over them. */
let sessions: readonly SessionSupervisor[] = []
/** By server, the times at which the host opened a session. */
let opened: { readonly server: string; readonly at: number }[] = []
let wire: DepartureWatch
/** The time on the clock of host and servers. */
let now = (): number => 0

beforeAll(async () => {
  const { connect } = IbkrClient.prototype
  vi.spyOn(IbkrClient.prototype, 'connect').mockImplementation(function (this: IbkrClient, ...options) {
    opened.push({ server: `http://${this.host}`, at: now() })
    const session = connect.apply(this, options)
    sessions = [...sessions.filter(({ state }) => state.kind !== 'signed-out'), session]
    return session
  })
  if (isLongRun) {
    const free = { queuedMs: 0, sent: () => undefined, responded: () => undefined, end: () => undefined }
    vi.spyOn(Pacer.prototype, 'enter').mockImplementation(async () => free)
  }
  const quiet = { marketMoves: false, idleSeconds: Number.POSITIVE_INFINITY } as const
  host = await startPracticeHost({ simulator: quiet })
  now = host.clock.monotonic
  wire = watchDepartures(now)
  const labs = await Promise.all(
    ['DU71', 'DU72'].map(async (account, index): Promise<Place> => {
      const simulator = await startSimulator({
        ...quiet,
        mode: 'gateway',
        tls: false,
        clock: host.clock,
        accounts: [account],
        // Different ids of questions.
        seed: index + 2,
      })
      const gateway = { kind: 'gateway', name: account, url: simulator.apiUrl, guardRails: 'none' } as const
      return { profileId: (await host.client.call('profiles.create', gateway)).id, account, simulator }
    }),
  )
  places = [{ profileId: 'practice', account: 'DU1234567', simulator: host.simulator }, ...labs]
  windows = [host.client, host.openWindow(), host.openWindow()]
  for (const { simulator } of places) simulator.controls.setPrice('AAPL', MARKET_PRICE)
})
afterAll(async () => {
  vi.restoreAllMocks()
  wire.stop()
  await host.close()
  for (const { simulator } of places.slice(1)) await simulator.close()
})

/** What happens besides requests. `place` is the number of a profile, `window` that of a window. */
type Control =
  | { readonly kind: 'arm' | 'disarm' | 'kill' | 'disconnect' | 'connect' | 'refresh'; readonly window: number }
  | { readonly kind: 'select'; readonly window: number; readonly place: number }
  | { readonly kind: 'limits'; readonly place: number; readonly rails: GuardRails }
  | { readonly kind: 'fault'; readonly place: number; readonly fault: string }

const aWindow = fc.nat(2)
const aPlace = fc.nat(2)
const control = (kind: 'arm' | 'disarm' | 'kill' | 'disconnect' | 'connect' | 'refresh') =>
  fc.record({ kind: fc.constant(kind), window: aWindow })
const someControl: fc.Arbitrary<Control> = fc.oneof(
  { weight: 5, arbitrary: control('arm') },
  { weight: 2, arbitrary: control('disarm') },
  { weight: 1, arbitrary: control('kill') },
  { weight: 1, arbitrary: control('disconnect') },
  { weight: 2, arbitrary: control('connect') },
  { weight: 5, arbitrary: control('refresh') },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('select' as const), window: aWindow, place: aPlace }) },
  {
    weight: 9,
    arbitrary: fc
      .record({
        place: aPlace,
        action: fc.constantFrom('off', 'off', 'warn', 'refuse', 'refuse'),
        limit: fc.integer({ min: 5, max: 100 }),
        reads: fc.boolean(),
      })
      .map(({ place, action, limit, reads }): Control => {
        // The limit of the value is never exceeded, but reads facts before an order is sent.
        const value = { action: reads ? 'refuse' : 'off', limit: 1e9 } as const
        return { kind: 'limits', place, rails: { ...NO_RAILS, quantity: { action, limit }, value } }
      }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      place: aPlace,
      fault: fc.constantFrom(
        'reset@/iserver/account/*,times=1',
        'latency=700@POST /iserver/account/*,times=1',
        'latency=3000@/iserver/reply/*,times=1',
        'reset@/iserver/reply/*,times=1',
        'latency=300@/*,times=2',
        'latency=2000@POST /iserver/account/*,times=3',
        'close=1001@ws,times=1',
      ),
    }),
  },
)

/** Generates a value once in `times`, otherwise null. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>, times: number): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary })

const someAct = fc.record({
  control: seldom(someControl, 3),
  pause: fc.constantFrom(0, 0, 0, 0, 0, 100, 100, 700, 6_000, 30_000),
  kind: fc.constantFrom(
    'ticket',
    'ticket',
    'explorer',
    'explorer',
    'program',
    'program',
    'cancel',
    'read',
    'read of a program',
  ),
  /** The window, or the program, that sends the request. */
  by: aWindow,
  /** The profile that the request names; mostly the one that the window shows. */
  place: seldom(aPlace, 10),
  quantity: fc.integer({ min: 1, max: 120 }),
  isFar: fc.constantFrom(true, true, false),
  /** Who replies to a question: the window itself, another one, both, or nobody. */
  reply: fc.constantFrom('own', 'own', 'other', 'both', 'nobody'),
  confirmed: fc.boolean(),
  withdraws: seldom(fc.constant(true), 10),
  /** What happens while the order of a window waits behind a slow one, which it would follow. */
  queued: seldom(fc.constantFrom('limits', 'disarm', 'disconnect'), 10),
})
type Act = typeof someAct extends fc.Arbitrary<infer T> ? T : never

let turns = Promise.resolve()
/** Resolves when what left before has arrived: a connection is accepted in the first turn, and read in the second. */
function untilArrived(): Promise<void> {
  turns = turns.then(loopbackTurn).then(loopbackTurn)
  return turns
}

const profileIdOf = (place: number): string => places[place]?.profileId ?? ''
const MARKET_PRICE = 100
/** IBKR asks a question about an order far below the market. */
const orderOf = ({ quantity, isFar }: Sent) =>
  ({ conid: 265598, side: 'BUY', orderType: 'LMT', price: isFar ? 40 : MARKET_PRICE, quantity }) as const

/** Reports whether the caller of a failed request knows that it was not sent. */
function wasSent(error: unknown): { readonly wasSent: false | 'unknown'; readonly code: string } {
  const { code = String(error), detail } = Object(error) as { code?: string; detail?: { sent?: boolean } }
  const isUnsent = IbkrError.is(error) ? !mayHaveHappened(error) : detail?.sent === false || code === 'not-connected'
  return { wasSent: isUnsent ? false : 'unknown', code }
}

/** Everything that happens in one run. */
class Run {
  readonly sent: Sent[] = []
  readonly armed: Phase<boolean>[][] = places.map(() => [begin(true)])
  readonly limits: Phase<GuardRails>[][] = places.map(() => [begin(NO_RAILS)])
  /** The profile that each window uses. */
  readonly shown: Phase<number>[][] = windows.map((_, place) => [begin(place)])
  /** Times at which the kill switch of a profile was used. */
  readonly kills: number[][] = places.map(() => [])
  running = 0

  /** The profile that a window shows, as its user sees it. */
  placeOf(window: number): number {
    return this.shown[window]?.at(-1)?.value ?? 0
  }

  /** Reports whether a window has begun to show another profile, and the host may still have the previous one. */
  #isSwitching(window: number): boolean {
    return this.shown[window]?.at(-1)?.ended === Number.POSITIVE_INFINITY
  }

  mayBeUsed(place: number): boolean {
    return this.shown.some((shown) => possibleAt(shown, now()).includes(place))
  }

  /** Reports whether a profile may be, but is not surely, used by windows besides one. */
  #isUncertainlyUsed(place: number, besides: number): boolean {
    const others = this.shown.filter((_, window) => window !== besides).map((shown) => possibleAt(shown, now()))
    return (
      others.some((each) => each.includes(place)) &&
      !others.some(([only, ...more]) => only === place && more.length === 0)
    )
  }

  /** Lets the clock run until every call has ended. */
  async end(): Promise<void> {
    await skipUntil('every call has ended', () => this.running === 0)
    await untilArrived()
  }

  async #during<T>(work: () => Promise<T>): Promise<T | undefined> {
    this.running += 1
    try {
      return await work()
    } catch {
      return undefined
    } finally {
      this.running -= 1
    }
  }

  /** Adds a value that applies from now on, and surely after the work, unless it fails. */
  async #phase<T>(phases: Phase<T>[] = [], value: T, work: () => Promise<unknown>): Promise<void> {
    const phase = { value, begun: now(), ended: Number.POSITIVE_INFINITY }
    phases.push(phase)
    const isDone = await this.#during(async () => {
      await work()
      return true
    })
    if (isDone) phase.ended = now()
    else phases.splice(phases.indexOf(phase), 1)
  }

  async apply(control: Control): Promise<void> {
    const { kind } = control
    if (kind === 'fault') return void places[control.place]?.simulator.controls.faults.add(control.fault)
    if (kind === 'limits') {
      const profileId = profileIdOf(control.place)
      const change = { profileId, rails: control.rails }
      return this.#phase(this.limits[control.place], control.rails, () => host.client.call('guardRails.change', change))
    }
    const { call } = windows[control.window] ?? host.client
    const place = this.placeOf(control.window)
    const armed = this.armed[place]
    switch (kind) {
      case 'arm':
      case 'disarm': {
        const value = kind === 'arm'
        const change = () => call(`safety.${kind}`, {})
        if (!this.#isSwitching(control.window)) return this.#phase(armed, value, change)
        // It may concern the profile that the window leaves, or the one that it shows next.
        const begun = now()
        const phases = this.armed.map((each) => {
          const phase: Phase<boolean> = { value, isUncertain: true, begun, ended: Number.POSITIVE_INFINITY }
          each.push(phase)
          return phase
        })
        await this.#during(change)
        for (const phase of phases) phase.ended = now()
        return
      }
      case 'kill':
        this.kills[place]?.push(now())
        // Disarms at once, and reports seconds later.
        void this.#during(() => call('killSwitch.run', { profileId: profileIdOf(place) }))
        return
      case 'disconnect':
        await this.#during(() => call('session.disconnect', {}))
        return
      case 'connect':
        await this.#during(() => call('session.connect', {}))
        return
      case 'refresh':
        // The host reads the order list in the background, which may wait for a minute.
        void call('orders.refresh', {}).catch(() => undefined)
        return
      case 'select':
        return this.#select(control.window, control.place)
    }
  }

  async #select(window: number, to: number): Promise<void> {
    const begun = now()
    const from = this.placeOf(window)
    // A new use of Practice begins armed.
    if (to === 0 && !this.mayBeUsed(0)) this.armed[0]?.push(begin(true))
    // One window leaves Practice while another selects it: its use may end in between, so that a new one begins.
    const renewal: Phase<boolean> = { value: true, isUncertain: true, begun, ended: Number.POSITIVE_INFINITY }
    if ((to === 0 || from === 0) && this.#isUncertainlyUsed(0, window)) this.armed[0]?.push(renewal)
    const { call } = windows[window] ?? host.client
    await this.#phase(this.shown[window], to, () => call('profiles.select', { id: profileIdOf(to) }))
    renewal.ended = now()
    // The end of its use disarms a profile.
    if (!this.mayBeUsed(from)) this.armed[from]?.push({ value: false, begun, ended: now() })
  }

  /** Sends an order of a window behind a slow one, and ends the permission of both before it can leave. */
  async queue(act: Act): Promise<void> {
    const place = this.placeOf(act.by)
    const order = { ...act, place, isFar: false, withdraws: null } as const
    const window = act.by
    const strict = { ...NO_RAILS, quantity: { action: 'refuse', limit: 0.5 } } as const
    const [stop, undo] = (
      {
        limits: [
          { kind: 'limits', place, rails: strict },
          { kind: 'limits', place, rails: NO_RAILS },
        ],
        disarm: [
          { kind: 'disarm', window },
          { kind: 'arm', window },
        ],
        disconnect: [
          { kind: 'disconnect', window },
          { kind: 'connect', window },
        ],
      } as const
    )[act.queued ?? 'disarm']
    await this.apply({ kind: 'fault', place, fault: 'latency=2000@POST /iserver/account/*,times=1' })
    for (const kind of ['explorer', 'ticket'] as const) void this.send({ ...order, kind })
    await untilArrived()
    void this.apply(stop)
    await untilArrived()
    await untilArrived()
    host.clock.skip(2_000)
    await untilArrived()
    void this.apply(undo)
  }

  async send(act: Act): Promise<void> {
    const isProgram = act.kind === 'program' || act.kind === 'read of a program'
    const place = act.place ?? (isProgram ? act.by : this.placeOf(act.by))
    const waitId = randomUUID()
    const mark = act.kind === 'cancel' ? String(900_000_000 + this.sent.length) : orderReference(waitId, false)
    const owner = isProgram ? 'program' : 'person'
    const { kind, by, quantity, isFar } = act
    const sent: Sent = { mark, kind, owner, by, place, quantity, isFar }
    this.sent.push(sent)
    const sending = this.#report(sent, () => (isProgram ? sendAsProgram(sent) : sendAtWindow(sent, waitId)))
    if (act.withdraws) void this.#during(async () => windows[act.by]?.call('requests.withdraw', { waitId }))
    const replyId = await sending
    if (replyId === undefined || owner === 'program' || act.reply === 'nobody') return
    const others = windows.flatMap((_, window) => (window !== act.by && this.placeOf(window) === place ? window : []))
    const repliers = act.reply === 'own' ? [act.by] : act.reply === 'other' ? others.slice(0, 1) : [act.by, ...others]
    await Promise.all(repliers.map((window) => this.#reply(sent, replyId, window, act.confirmed)))
  }

  async #reply(about: Sent, replyId: string, by: number, confirmed: boolean): Promise<void> {
    const sent: Sent = { ...about, mark: replyId, kind: 'reply', by, outcome: undefined, question: undefined }
    this.sent.push(sent)
    const profileId = profileIdOf(about.place)
    const next = await this.#report(sent, async () => {
      const reply = await windows[by]?.call('orders.reply', { replyId, confirmed, profileId })
      return reply?.kind === 'question' ? reply.replyId : undefined
    })
    if (next !== undefined) await this.#reply(about, next, by, confirmed)
  }

  /** Notes the outcome of a request. Returns the id of the question in its response. */
  #report(sent: Sent, work: () => Promise<string | undefined>): Promise<string | undefined> {
    return this.#during(async () => {
      try {
        const replyId = await work()
        sent.outcome = { wasSent: true, code: 'sent' }
        sent.question = replyId
        return replyId
      } catch (error) {
        sent.outcome = wasSent(error)
        return undefined
      }
    })
  }
}

const begin = <T>(value: T): Phase<T> => ({ value, begun: now(), ended: now() })

async function sendAtWindow(sent: Sent, waitId: string): Promise<string | undefined> {
  const { mark, kind, by, place } = sent
  const window = windows[by] ?? host.client
  const [accountId, profileId] = [places[place]?.account ?? '', profileIdOf(place)]
  const explorer = { query: [], waitId, profileId }
  switch (kind) {
    case 'ticket': {
      const order = { ...orderOf(sent), accountId, timeInForce: 'DAY', waitId, profileId } as const
      const response = await window.call('orders.place', order)
      return response.kind === 'question' ? response.replyId : undefined
    }
    case 'explorer': {
      const body = JSON.stringify({ orders: [{ ...orderOf(sent), cOID: mark, tif: 'DAY' }] })
      const path = `/iserver/account/${accountId}/orders`
      const { output } = await window.callBytes('requests.send', { ...explorer, method: 'POST', path, body })
      return output.question?.replyId
    }
    case 'cancel':
      await window.call('orders.cancel', { accountId, orderId: mark, waitId, profileId })
      return undefined
    default: {
      const query = [
        ['symbol', 'AAPL'],
        ['name', mark],
      ] as const
      await window.callBytes('requests.send', { ...explorer, method: 'GET', path: '/iserver/secdef/search', query })
      return undefined
    }
  }
}

/** Returns the session that the host has opened for an account; undefined if it is not ready. */
const findSession = (account: string): SessionSupervisor | undefined =>
  sessions.findLast(({ state }) => state.kind === 'ready' && state.accounts.selected === account)

/** Sends a request over the session that the host has opened for a profile, as a program of that session. */
async function sendAsProgram(sent: Sent): Promise<string | undefined> {
  const { mark, kind, by, place } = sent
  const account = places[place]?.account ?? ''
  const session = findSession(account)
  if (session === undefined) throw Object.assign(new Error('no session'), { code: 'not-connected' })
  const orders = [{ ...orderOf(sent), cOID: mark, tif: 'DAY' }]
  const input =
    kind === 'program'
      ? { method: 'POST', path: `iserver/account/${account}/orders`, data: { orders } }
      : { path: 'iserver/secdef/search', params: { symbol: 'AAPL', name: mark } }
  const caller = { kind: 'program', name: String(by) } as const
  const { body } = await session.request({ ...input, raw: true }, { caller })
  const [first] = [JSON.parse(Buffer.from(body).toString() || 'null')].flat()
  return typeof first?.id === 'string' ? first.id : undefined
}

/** Returns what left for the server of a profile since the start of the run, and what it received. */
function trafficOf({ account, simulator }: Place): Traffic {
  const server = new URL(simulator.apiUrl).origin
  return {
    account,
    departures: wire.all.filter(({ origin }) => origin === server),
    arrivals: simulator.record.requests({}),
    sessions: opened.flatMap((session) => (session.server === server ? session.at : [])),
  }
}

/** Lets the clock run until a condition is met. */
async function skipUntil(what: string, isMet: () => boolean): Promise<void> {
  const begun = now()
  while (!isMet()) {
    if (now() - begun > 600_000) throw new Error(`not within 600 s: ${what}`)
    await untilArrived()
    host.clock.skip(Math.max(100, host.clock.next ?? 0))
  }
}

/** Ends what the last run has left: each window uses its own profile, which is armed, without limits and questions. */
async function startRun(last: Run | undefined): Promise<Run> {
  for (const [place, { profileId, simulator }] of places.entries()) {
    simulator.controls.faults.clear()
    const isLimited = (last?.limits[place]?.length ?? 1) > 1
    if (isLimited) await host.client.call('guardRails.change', { profileId, rails: NO_RAILS })
  }
  for (const [place, { call }] of windows.entries()) {
    const isOther = (last?.shown[place]?.length ?? 2) > 1
    if (isOther) await call('profiles.select', { id: profileIdOf(place) })
  }
  const isReady = ({ account }: Place): boolean => findSession(account) !== undefined
  if (!places.every(isReady)) {
    for (const { call } of windows) await call('session.connect', {})
    await skipUntil('every session is ready', () => places.every(isReady))
  }
  for (const { call } of windows) await call('safety.arm', {})
  for (const [place, { account }] of places.entries()) await endQuestion(place, account)
  await untilArrived()
  opened = []
  wire.forgetEnded()
  for (const { simulator } of places) simulator.record.clear()
  // Their lists of calls would keep every session and every request in memory.
  vi.mocked(IbkrClient.prototype.connect).mockClear()
  if (isLongRun) vi.mocked(Pacer.prototype.enter).mockClear()
  host.clock.skip(1)
  return new Run()
}

/** Ends an open question with the cancel of an order that does not exist. */
async function endQuestion(place: number, accountId: string): Promise<void> {
  if (findSession(accountId)?.hasOpenQuestion !== true) return
  let isOver = false
  const end = (): void => {
    isOver = true
  }
  const cancel = { accountId, orderId: '1', profileId: profileIdOf(place) }
  windows[place]?.call('orders.cancel', cancel).then(end, end)
  await skipUntil('the question has ended', () => isOver)
}

// A second run has another seed, and would hide what the first one found. Removed by hand, each of these rules failed it
// within ten runs of 50 requests: a background read waits, a second request of a person is refused, and so is a program.
test('nothing leaves without permission, beyond a limit, twice, to another profile, or during a question', {
  retry: 0,
  timeout: 3_600_000,
}, async () => {
  let last: Run | undefined
  let requests = 0
  const outcomes = { arrived: 0, stopped: 0, questions: 0, replies: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(someAct, { ...REQUESTS, size: 'max' }), async (acts) => {
      const run = await startRun(last)
      last = run
      for (const act of acts) {
        if (act.control) void run.apply(act.control)
        if (act.queued === null) void run.send(act)
        else await run.queue(act)
        if (act.pause === 0) continue
        await untilArrived()
        host.clock.skip(act.pause)
      }
      await run.end()
      expect(findWrong(run.sent, run, places.map(trafficOf))).toEqual([])
      requests += acts.length
      for (const { kind, outcome, question } of run.sent) {
        outcomes[outcome?.wasSent === false ? 'stopped' : 'arrived'] += 1
        if (question) outcomes.questions += 1
        if (kind === 'reply') outcomes.replies += 1
      }
    }),
    // What is wrong is listed, and a run of the long test would take minutes to shrink.
    { numRuns: RUNS, endOnFailure: true, ...(GATE_SEED !== undefined && { seed: Number(GATE_SEED) }) },
  )
  // Each outcome is frequent, so the property is not empty.
  for (const count of Object.values(outcomes)) expect(count).toBeGreaterThan(requests / 50)
})
