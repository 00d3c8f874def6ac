import type { SimulatorControls } from '../controls.ts'
import type { FaultHandle } from '../faults/faults.ts'
import { SimulatorError } from '../simulator-error.ts'

/** Kind of a field: a `?` at its end lets it be left out. */
export type FieldKind = 'string' | 'number' | 'boolean' | 'string?' | 'number?' | 'boolean?'

/** Fields of a verb as they came, checked. */
export type Fields = Readonly<Record<string, string | number | boolean | undefined>>

/** One thing that a person can make happen over the control port. */
export interface ControlVerb {
  /** One line for whoever lists the verbs. */
  readonly summary: string
  readonly fields: Readonly<Record<string, FieldKind>>
  /** What it returns goes out as JSON; nothing becomes `{}`. */
  readonly run: (controls: SimulatorControls, fields: Fields) => unknown
}

/** Checks the fields of a verb; throws `WRONG_CONTROL` with a sentence. */
export function checkFields(name: string, verb: ControlVerb, given: Readonly<Record<string, unknown>>): Fields {
  const known = Object.keys(verb.fields)
  const stranger = Object.keys(given).find((field) => !known.includes(field))
  if (stranger !== undefined) {
    throw wrong(`${name} has no field "${stranger}"${known.length > 0 ? `; it has ${known.join(', ')}` : ''}`)
  }
  const fields: Record<string, string | number | boolean | undefined> = {}
  for (const [field, kind] of Object.entries(verb.fields)) {
    const value = given[field]
    const wanted = kind.replace('?', '')
    if (value === undefined && kind.endsWith('?')) continue
    const fits = typeof value === wanted && (typeof value !== 'number' || Number.isFinite(value))
    if (!fits) throw wrong(`${name} needs ${field} as a ${wanted}, not ${JSON.stringify(value) ?? 'nothing'}`)
    fields[field] = value as string | number | boolean
  }
  return fields
}

function wrong(message: string): SimulatorError {
  return new SimulatorError('WRONG_CONTROL', message)
}

const none = {} as const
/** Seconds */
const A_YEAR = 31_536_000

const faults: Readonly<Record<string, ControlVerb>> = {
  addFault: {
    summary: 'a fault as on the command line, such as latency=200±50@/iserver/*; answers its number',
    fields: { fault: 'string' },
    run: ({ faults: orderStore }, { fault }) => shown(orderStore.add(String(fault))),
  },
  faults: {
    summary: 'the faults in force, and how often each struck',
    fields: none,
    run: ({ faults: orderStore }) => ({ faults: orderStore.list().map(shown) }),
  },
  removeFault: {
    summary: 'takes a fault away by its number',
    fields: { number: 'number' },
    run: ({ faults: orderStore }, { number }) => {
      const handle = orderStore.list().find((each) => each.number === number)
      if (handle === undefined) throw new SimulatorError('WRONG_CONTROL', `There is no fault number ${number}`)
      handle.remove()
    },
  },
  clearFaults: { summary: 'takes all faults away', fields: none, run: ({ faults: orderStore }) => orderStore.clear() },
  startScenario: {
    summary: 'a scenario as on the command line, such as storm:5000,2000',
    fields: { scenario: 'string' },
    run: (controls, { scenario }) => void controls.startScenario(String(scenario)),
  },
  stopScenarios: { summary: 'ends all scenarios', fields: none, run: (controls) => controls.stopScenarios() },
}

const sessions: Readonly<Record<string, ControlVerb>> = {
  nightReset: {
    summary: 'the nightly reset now',
    fields: { minutes: 'number?', gatewayReturns: 'boolean?' },
    run: (controls, fields) => {
      within('minutes', fields['minutes'], 0, 1_440)
      controls.nightReset(present(fields))
    },
  },
  competingLogin: {
    summary: 'another login takes the brokerage session, and comes back after it was thrown out',
    fields: { returns: 'number?', returnSeconds: 'number?' },
    run: (controls, fields) => {
      within('returns', fields['returns'], 0, 1_000)
      within('returnSeconds', fields['returnSeconds'], 0, 86_400)
      controls.competingLogin(present(fields))
    },
  },
  setCompeting: {
    summary: 'another login takes the brokerage session, or leaves it free',
    fields: { competing: 'boolean' },
    run: (controls, { competing }) => controls.setCompeting(competing === true),
  },
  setLoggedIn: {
    summary: 'gateway: logs in or out; other modes: out only',
    fields: { loggedIn: 'boolean' },
    run: (controls, { loggedIn }) => controls.setLoggedIn(loggedIn === true),
  },
  endBrokerageSession: {
    summary: 'the brokerage session is gone, the outer one lives',
    fields: none,
    run: (controls) => controls.endBrokerageSession(),
  },
  rotateSession: {
    summary: 'another session id; subscriptions of open sockets die',
    fields: none,
    run: (controls) => controls.rotateSession(),
  },
  expireLiveSessionToken: {
    summary: 'oauth1: 401 until a new live session token is asked for',
    fields: none,
    run: (controls) => controls.expireLiveSessionToken(),
  },
  leaveHost: {
    summary: 'oauth1: 410 until a new live session token was given out',
    fields: none,
    run: (controls) => controls.leaveHost(),
  },
  expireAccessTokens: {
    summary: 'oauth2: every access token expires',
    fields: none,
    run: (controls) => controls.expireAccessTokens(),
  },
  expireSsoSessions: {
    summary: 'oauth2: every SSO session expires',
    fields: none,
    run: (controls) => controls.expireSsoSessions(),
  },
}

const server: Readonly<Record<string, ControlVerb>> = {
  restart: {
    summary: 'the server goes away with everything but the books, for so many seconds; answers when it is back',
    fields: { seconds: 'number?' },
    run: (controls, { seconds }) => controls.restart(within('seconds', seconds ?? 0, 0, 3_600)),
  },
  dropSockets: {
    summary: 'cuts every socket, with a close code or without',
    fields: { code: 'number?' },
    run: (controls, { code }) =>
      controls.dropSockets(code === undefined ? undefined : within('code', code, 1_000, 4_999)),
  },
  silenceOrders: {
    summary: 'stops or restarts sor frames',
    fields: { silent: 'boolean' },
    run: (controls, { silent }) => controls.silenceOrders(silent === true),
  },
  setClockSkew: {
    summary: "seconds by which the server's clock is ahead",
    fields: { seconds: 'number' },
    run: (controls, { seconds }) => controls.setClockSkew(within('seconds', seconds, -A_YEAR, A_YEAR)),
  },
  penaltyBox: {
    summary: 'addresses that called too fast',
    fields: none,
    run: (controls) => ({ boxed: controls.penaltyBox() }),
  },
  releaseFromPenaltyBox: {
    summary: 'lets one address, or all, out of it',
    fields: { address: 'string?' },
    run: (controls, { address }) => controls.releaseFromPenaltyBox(address === undefined ? undefined : String(address)),
  },
  stateDigest: {
    summary:
      'equal as long as no request changed session, orders, positions, cash, suppressed questions, alerts or watchlists',
    fields: none,
    run: (controls) => ({ digest: controls.stateDigest(), sockets: controls.socketCount() }),
  },
}

const market: Readonly<Record<string, ControlVerb>> = {
  addOrder: {
    summary: 'an order from elsewhere; kind LMT, MKT, STP, …; answers its id',
    fields: { symbol: 'string', side: 'string', quantity: 'number', kind: 'string?', price: 'number?', tif: 'string?' },
    run: (controls, fields) => ({ orderId: controls.addOrder(foreignOrder(fields)) }),
  },
  shakeOrders: {
    summary:
      'so many order updates at once, over so many orders of its own (64); answers how many there were, none at the first call',
    fields: { count: 'number', working: 'number?' },
    run: (controls, { count, working }) => ({
      updates: controls.shakeOrders(
        wholeNumber('count', count, 100_000),
        wholeNumber('working', working ?? 64, 10_000),
      ),
    }),
  },
  setPrice: {
    summary: "moves an instrument's price",
    fields: { symbol: 'string', price: 'number' },
    run: (controls, { symbol, price }) => controls.setPrice(String(symbol), within('price', price, 0.01, 1_000_000)),
  },
}

/** Every verb of the control port. */
export const controlVerbs: Readonly<Record<string, ControlVerb>> = { ...faults, ...sessions, ...server, ...market }

const kinds = ['LMT', 'MKT', 'STP', 'STOP_LIMIT', 'TRAIL', 'TRAILLMT', 'MIDPRICE'] as const

function foreignOrder({ symbol, side, quantity, kind, price, tif }: Fields) {
  const found = kinds.find((each) => each === (kind ?? 'LMT'))
  if (side !== 'BUY' && side !== 'SELL') throw new SimulatorError('WRONG_CONTROL', 'addOrder needs side BUY or SELL')
  if (found === undefined) throw new SimulatorError('WRONG_CONTROL', `addOrder takes kind ${kinds.join(', ')}`)
  if (!(Number(quantity) > 0)) throw new SimulatorError('WRONG_CONTROL', 'addOrder needs a quantity above 0')
  return {
    symbol: String(symbol),
    side,
    quantity: Number(quantity),
    kind: found,
    ...(price === undefined ? {} : { price: within('price', price, 0.01, 1_000_000) }),
    ...(tif === undefined ? {} : { tif: String(tif) }),
  } as const
}

function wholeNumber(field: string, value: Fields[string], most: number): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1 || number > most)
    throw new SimulatorError('WRONG_CONTROL', `${field} is a whole number from 1 to ${most}, not ${number}`)
  return number
}

/** The number, unless it is outside; one that was left out is none of this function's business. */
function within(field: string, value: Fields[string], least: number, most: number): number {
  const number = Number(value)
  if (number < least || number > most)
    throw new SimulatorError('WRONG_CONTROL', `${field} is a number from ${least} to ${most}, not ${number}`)
  return number
}

function shown({ number, verb, on, struck }: FaultHandle) {
  return { number, verb, on, struck: struck() }
}

/** Fields without those that were left out, for options that must not be undefined. */
function present(fields: Fields): Record<string, never> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Record<string, never>
}
