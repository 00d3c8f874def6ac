import type { Orders } from '../../src/client/streams/orders-of-day.ts'
import type { Simulator } from '../../src/simulator/start-simulator.ts'
import { type Mode, openSessionFixture, type SessionFixture } from './session-fixture.ts'

/** Point at which a fault is injected. */
export type FaultPlace = 'login' | 'read' | 'order' | 'opening' | 'session message' | 'frame' | 'sent'

/** Outcome of one fault at one point. */
export interface FaultOutcome {
  /** Result of the caller's request in one or two words; empty if the point has no caller. */
  readonly seen: string
  /** Time on the injected clock until session and socket work again, in seconds. */
  readonly seconds: number
  /** Descriptions of the promises that the session broke. */
  readonly broken: readonly string[]
}

/** This time exceeds the longest fault, which is the penalty box. */
const MAX_WAIT_SECONDS = 1_000
const READ = 'trsrv/stocks'
const ORDERS = 'iserver/account/DU1234567/orders'

const GATEWAY_STEPS = ['/tickle', '/iserver/auth/status', '/iserver/accounts']

/** Login requests by mode, in order. The faults of the column "login" apply to these requests. */
export const LOGIN_STEPS: Readonly<Record<Mode, readonly string[]>> = {
  gateway: GATEWAY_STEPS,
  'gateway over TLS': GATEWAY_STEPS,
  oauth1: ['/oauth/live_session_token', '/iserver/auth/ssodh/init', '/tickle', '/iserver/accounts'],
  oauth2: [
    '/oauth2/api/v1/token',
    '/gw/api/v1/sso-sessions',
    '/tickle',
    '/iserver/auth/ssodh/init',
    '/iserver/accounts',
  ],
}

/** Injects one fault once. `step` is the path of the affected login request. */
export async function injectFault(mode: Mode, place: FaultPlace, fault: string, step?: string): Promise<FaultOutcome> {
  let struck: () => number = () => 0
  const strike = (simulator: Simulator, on: string): void => {
    struck = simulator.controls.faults.add(`${withPlace(fault, on)},times=1`).struck
  }
  const early = place === 'login' ? (step ?? LOGIN_STEPS[mode][0] ?? '') : EARLY[place]
  const stage = await openSessionFixture(mode, (simulator) => early !== undefined && strike(simulator, early))
  const broken: string[] = []
  let seen = ''
  const person = actAsUser(stage, mode, fault)
  // Counts only skipped time, not the real time of the test.
  const startedAt = stage.clock.skipped
  let seconds = 0
  try {
    if (early === undefined) {
      await untilWorking(stage)
      const begun = stage.clock.skipped
      seen = await SCENES[place as keyof typeof SCENES](stage, (on) => strike(stage.simulator, on), broken)
      await untilWorking(stage)
      seconds = (stage.clock.skipped - begun) / 1000
    } else {
      await untilWorking(stage)
      seconds = (stage.clock.skipped - startedAt) / 1000
    }
    if (place === 'order') seen += await checkOrderList(stage, broken)
    if (struck() !== 1) broken.push(`the fault struck ${struck()} times`)
  } finally {
    person()
    broken.push(...(await stage.end()).map((thing) => `leaked: ${thing}`))
  }
  return { seen, seconds, broken }
}

/** Adds a place to a fault such as `503=10,processed=yes`. The place must precede the first comma. */
function withPlace(fault: string, on: string): string {
  const [verb = '', ...rest] = fault.split(',')
  return [`${verb}@${on}`, ...rest].join()
}

const EARLY: Readonly<Partial<Record<FaultPlace, string>>> = { opening: 'GET /ws', 'session message': 'ws' }

/**
 * Acts as the user: logs in at a gateway that lost its login in a restart, and retries after a seemingly final
 * rejection.
 */
function actAsUser({ session, simulator }: SessionFixture, mode: Mode, fault: string): () => void {
  return session.onState(({ kind }) => {
    if (kind === 'failed' && fault === '401') session.reconnectNow()
    if (kind === 'needs-login' && mode.startsWith('gateway') && fault.startsWith('restart')) {
      simulator.controls.setLoggedIn(true)
    }
  })
}

/** Waits until session and socket work: a read gets a response, and an echo returns. */
async function untilWorking(stage: SessionFixture): Promise<void> {
  const { session, settle } = stage
  let echoes = 0
  let responses = 0
  const stop = session.onFrame(({ value }) => {
    if ((value as { topic?: unknown } | undefined)?.topic === 'tic') echoes += 1
  })
  const up = (): boolean => session.state.kind === 'ready' && session.socketState === 'connected'
  try {
    for (let tries = 0; tries < 5 && (echoes === 0 || responses === 0); tries++) {
      await settle('a ready session with a connected socket', up, MAX_WAIT_SECONDS)
      session.sendFrame('tic')
      const request = session.request({ path: 'iserver/auth/status', method: 'POST', data: {} }, { safe: true }).then(
        () => {
          responses += 1
        },
        () => undefined,
      )
      await settle('an echo or the end of the socket', () => echoes > 0 || !up(), MAX_WAIT_SECONDS)
      let over = false
      void request.finally(() => {
        over = true
      })
      await settle('the end of a request', () => over, MAX_WAIT_SECONDS)
    }
  } finally {
    stop()
  }
  if (echoes === 0 || responses === 0)
    throw new Error(`The session does not work: ${echoes} echoes, ${responses} responses`)
}

type Strike = (on: string) => void

const SCENES = { read, order, frame, sent }

async function read(stage: SessionFixture, strike: Strike, broken: string[]): Promise<string> {
  const { session, simulator } = stage
  strike(`GET /${READ}`)
  const seen = await outcomeOf(stage, session.request({ path: READ, params: { symbols: 'AAPL' } }))
  const statuses = simulator.record.requests({ path: `/v1/api/${READ}` }).map(({ status }) => status)
  // One retry is allowed, and only after a 401 that a new login or a corrected clock can fix.
  const repeated = statuses.length === 2 && statuses[0] === 401
  if (statuses.length !== 1 && !repeated) broken.push(`the read got the responses ${statuses.join(', then ')}`)
  return repeated ? `${seen} at the second attempt` : seen
}

async function order(stage: SessionFixture, strike: Strike): Promise<string> {
  strike(`POST /${ORDERS}`)
  const ticket = { conid: 265598, orderType: 'LMT', side: 'BUY', quantity: 1, tif: 'DAY', price: 1, cOID: 'matrix' }
  return outcomeOf(stage, stage.session.request({ path: ORDERS, method: 'POST', data: { orders: [ticket] } }))
}

/** Checks the server's record and order list at the end of the test. */
async function checkOrderList({ session, simulator, settle }: SessionFixture, broken: string[]): Promise<string> {
  const sent = simulator.record.requests({ path: `/v1/api/${ORDERS}`, method: 'POST' }).length
  if (sent > 1) broken.push(`the order was sent ${sent} times`)
  let orders: readonly { order_ref?: string }[] | undefined
  for (let tries = 0; tries < 2; tries++) {
    let over = false
    void session.request({ path: 'iserver/account/orders' }).then(
      (response: { orders: readonly { order_ref?: string }[] }) => {
        orders = response.orders
        over = true
      },
      (error: unknown) => {
        broken.push(`the order list could not be read: ${String(error)}`)
        over = true
      },
    )
    await settle('the order list', () => over, 100)
  }
  const count = (orders ?? []).filter(({ order_ref }) => order_ref === 'matrix').length
  if (count > 1) broken.push(`the order is listed ${count} times`)
  return count === 0 ? ', not booked' : ', booked'
}

async function frame(stage: SessionFixture, strike: Strike, broken: string[]): Promise<string> {
  const { session, simulator, quiet } = stage
  let gaps = 0
  const received = new Set<number>()
  session.onGap(() => {
    gaps += 1
  })
  session.onFrame(({ value }) => {
    const { topic, args } = (value ?? {}) as { topic?: unknown; args?: unknown }
    if (topic === 'sor' && Array.isArray(args)) for (const { orderId } of args) received.add(orderId)
  })
  let view: Orders | undefined
  const subscription = session.streams.orders().subscribe((orders) => {
    view = orders
  })
  await stage.settle('the orders of the day', () => view?.isComplete === true, 60)
  const known = new Set(view?.orders.keys())
  strike('ws')
  const first = addOrder(simulator)
  await quiet()
  await untilWorking(stage)
  const second = addOrder(simulator)
  await stage.settle('the next order', () => received.has(second), 60)
  // The order view must recover the lost update and equal the server's state.
  const whole = (): boolean => view?.gap === undefined && [first, second].every((id) => view?.orders.has(String(id)))
  await stage.settle('a complete order view', whole, 90)
  const strangers = [...(view?.orders.keys() ?? [])].filter(
    (id) => !known.has(id) && id !== String(first) && id !== String(second),
  )
  if (strangers.length > 0) broken.push(`the view holds orders that the server does not: ${strangers.join()}`)
  subscription.unsubscribe()
  if (gaps > 0) return gaps === 1 ? 'gap' : `${gaps} gaps`
  return received.has(first) ? 'received' : 'lost'
}

async function sent(stage: SessionFixture, strike: Strike): Promise<string> {
  strike('ws-in')
  stage.session.sendFrame('tic')
  await stage.quiet()
  return ''
}

function addOrder(simulator: Simulator): number {
  return simulator.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 1, price: 1 })
}

async function outcomeOf({ settle }: SessionFixture, request: Promise<unknown>): Promise<string> {
  let seen: string | undefined
  void request.then(
    (value) => {
      seen = value === undefined ? 'empty' : typeof value === 'string' ? 'text' : 'resolved'
    },
    (error: { code?: string }) => {
      seen = error.code ?? String(error)
    },
  )
  await settle('the end of the request', () => seen !== undefined, MAX_WAIT_SECONDS)
  return seen ?? ''
}
