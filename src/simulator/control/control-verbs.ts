import type { FaultHandle } from '../faults/fault-registry.ts'
import type { OrderKind } from '../orders/order-types.ts'
import type { ExternalOrder, SimulatorControls } from '../simulator-controls.ts'
import { SimulatorError } from '../simulator-error.ts'

/** Type of a field. A `?` at the end makes the field optional. */
type FieldKind = 'string' | 'number' | 'boolean' | 'string?' | 'number?' | 'boolean?'

/** Validated fields of a verb. */
export type ControlVerbFields = Readonly<Record<string, string | number | boolean | undefined>>

/** An action of the control port. */
export interface ControlVerb {
  /** Help text for the list of verbs, on one line. */
  readonly summary: string
  readonly fields: Readonly<Record<string, FieldKind>>
  /** Runs the verb. The result is sent as JSON; an undefined result becomes `{}`. */
  readonly run: (controls: SimulatorControls, fields: ControlVerbFields) => unknown
}

/** Validates the fields of a verb. Throws `WRONG_CONTROL`. */
export function checkVerbFields(
  name: string,
  verb: ControlVerb,
  given: Readonly<Record<string, unknown>>,
): ControlVerbFields {
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

const verb = (summary: string, fields: ControlVerb['fields'], run: ControlVerb['run']): ControlVerb => ({
  summary,
  fields,
  run,
})
const none = {} as const
/** Number of seconds of a year of 365 days. */
const A_YEAR = 31_536_000

const faults: Readonly<Record<string, ControlVerb>> = {
  addFault: verb(
    'adds a fault as on the command line, such as latency=200±50@/iserver/*; returns its number',
    { fault: 'string' },
    (controls, { fault }) => faultView(controls.faults.add(String(fault))),
  ),
  faults: verb('lists the active faults, and how often each applied', none, (controls) => ({
    faults: controls.faults.list().map(faultView),
  })),
  removeFault: verb('removes a fault by its number', { number: 'number' }, (controls, { number }) => {
    const handle = controls.faults.list().find((each) => each.number === number)
    if (handle === undefined) throw new SimulatorError('WRONG_CONTROL', `Fault number ${number} does not exist`)
    handle.remove()
  }),
  clearFaults: verb('removes all faults', none, (controls) => controls.faults.clear()),
  startScenario: verb(
    'starts a scenario as on the command line, such as storm:5000,2000',
    { scenario: 'string' },
    (controls, { scenario }) => void controls.startScenario(String(scenario)),
  ),
  stopScenarios: verb('ends all scenarios', none, (controls) => controls.stopScenarios()),
}

const sessions: Readonly<Record<string, ControlVerb>> = {
  nightReset: verb(
    'starts the nightly reset',
    { minutes: 'number?', gatewayReturns: 'boolean?' },
    (controls, fields) => {
      within('minutes', fields['minutes'], 0, 1_440)
      controls.nightReset(present(fields))
    },
  ),
  competingLogin: verb(
    'another login takes the brokerage session, and returns after it was removed',
    { returns: 'number?', returnSeconds: 'number?' },
    (controls, fields) => {
      within('returns', fields['returns'], 0, 1_000)
      within('returnSeconds', fields['returnSeconds'], 0, 86_400)
      controls.competingLogin(present(fields))
    },
  ),
  setCompeting: verb(
    'another login takes the brokerage session, or releases it',
    { competing: 'boolean' },
    (controls, { competing }) => controls.setCompeting(competing === true),
  ),
  setLoggedIn: verb(
    'gateway: logs in or out; other modes: out only',
    { loggedIn: 'boolean' },
    (controls, { loggedIn }) => controls.setLoggedIn(loggedIn === true),
  ),
  endBrokerageSession: verb('ends the brokerage session, but not the read-only session', none, (controls) =>
    controls.endBrokerageSession(),
  ),
  rotateSession: verb('changes the session id; subscriptions of open sockets end', none, (controls) =>
    controls.rotateSession(),
  ),
  expireLiveSessionToken: verb('oauth1: 401 until a new live session token is issued', none, (controls) =>
    controls.expireLiveSessionToken(),
  ),
  leaveHost: verb('oauth1: 410 until a new live session token is issued', none, (controls) => controls.leaveHost()),
  expireAccessTokens: verb('oauth2: every access token expires', none, (controls) => controls.expireAccessTokens()),
  expireSsoSessions: verb('oauth2: every SSO session expires', none, (controls) => controls.expireSsoSessions()),
}

const server: Readonly<Record<string, ControlVerb>> = {
  restart: verb(
    'stops the server for that many seconds; orders and positions stay; responds after the restart',
    { seconds: 'number?' },
    (controls, { seconds }) => controls.restart(within('seconds', seconds ?? 0, 0, 3_600)),
  ),
  dropSockets: verb('closes every socket, with a close code or without', { code: 'number?' }, (controls, { code }) =>
    controls.dropSockets(code === undefined ? undefined : within('code', code, 1_000, 4_999)),
  ),
  silenceOrders: verb('stops or resumes sor frames', { silent: 'boolean' }, (controls, { silent }) =>
    controls.silenceOrders(silent === true),
  ),
  setClockSkew: verb("seconds by which the server's clock is ahead", { seconds: 'number' }, (controls, { seconds }) =>
    controls.setClockSkew(within('seconds', seconds, -A_YEAR, A_YEAR)),
  ),
  penaltyBox: verb('lists addresses that exceeded a rate limit', none, (controls) => ({
    boxed: controls.penaltyBox(),
  })),
  releaseFromPenaltyBox: verb('releases one address, or all', { address: 'string?' }, (controls, { address }) =>
    controls.releaseFromPenaltyBox(address === undefined ? undefined : String(address)),
  ),
  stateDigest: verb(
    'a text that changes only when a request changes session, orders, positions, cash, suppressed questions, alerts or watchlists',
    none,
    (controls) => ({ digest: controls.stateDigest(), sockets: controls.socketCount() }),
  ),
}

const market: Readonly<Record<string, ControlVerb>> = {
  addOrder: verb(
    'adds an order as if from another program; kind LMT, MKT, STP, …; returns its id',
    { symbol: 'string', side: 'string', quantity: 'number', kind: 'string?', price: 'number?', tif: 'string?' },
    (controls, fields) => ({ orderId: controls.addOrder(externalOrder(fields)) }),
  ),
  freezeOrderList: verb(
    'plain reads of the order list repeat the orders of now, until a read with force=true',
    none,
    (controls) => controls.freezeOrderList(),
  ),
  bustFills: verb(
    'undoes every fill of an order and reopens it, without a frame on the socket',
    { orderId: 'number' },
    (controls, { orderId }) => controls.bustFills(Number(orderId)),
  ),
  shakeOrders: verb(
    'causes count order updates at once, on working (64) orders of its own; returns how many there were, 0 at the first call',
    { count: 'number', working: 'number?' },
    (controls, { count, working }) => ({
      updates: controls.shakeOrders(
        wholeNumber('count', count, 100_000),
        wholeNumber('working', working ?? 64, 10_000),
      ),
    }),
  ),
  breakNextBracket: verb(
    'breaks the next bracket: reject-child rejects its last child, lose-children places only its parent',
    { fault: 'string' },
    (controls, { fault }) => {
      if (fault !== 'reject-child' && fault !== 'lose-children')
        throw new SimulatorError('WRONG_CONTROL', 'breakNextBracket takes fault reject-child or lose-children')
      controls.breakNextBracket(fault)
    },
  ),
  withholdMarketData: verb(
    "removes the permission for a symbol's market data",
    { symbol: 'string' },
    (controls, { symbol }) => controls.withholdMarketData(String(symbol)),
  ),
  setHalted: verb(
    'halts an instrument, or ends its halt',
    { symbol: 'string', halted: 'boolean' },
    (controls, { symbol, halted }) => controls.setHalted(String(symbol), halted === true),
  ),
  setPrice: verb("sets an instrument's price", { symbol: 'string', price: 'number' }, (controls, { symbol, price }) =>
    controls.setPrice(String(symbol), within('price', price, 0.01, 1_000_000)),
  ),
  advanceTo: verb(
    'moves simulator time forward to a time such as 2027-01-15T16:00:00-05:00; what expires until then is settled',
    { time: 'string' },
    (controls, { time }) => controls.advanceTo(instant(String(time))),
  ),
  assign: verb(
    'assigns a short option position, whole or a number of contracts',
    { symbol: 'string', contracts: 'number?' },
    (controls, { symbol, contracts }) =>
      controls.assign(String(symbol), contracts === undefined ? undefined : Number(contracts)),
  ),
  setVolatility: verb(
    'sets the yearly volatility of the options of an underlying; 0.35 is 35 %',
    { symbol: 'string', volatility: 'number' },
    (controls, { symbol, volatility }) => controls.setVolatility(String(symbol), Number(volatility)),
  ),
}

/** Every verb of the control port. */
export const controlVerbs: Readonly<Record<string, ControlVerb>> = { ...faults, ...sessions, ...server, ...market }

function externalOrder({ symbol, side, quantity, kind, price, tif }: ControlVerbFields) {
  // addOrder checks side, kind and quantity.
  return {
    symbol: String(symbol),
    side: side as ExternalOrder['side'],
    quantity: Number(quantity),
    ...(kind === undefined ? {} : { kind: String(kind) as OrderKind }),
    ...(price === undefined ? {} : { price: within('price', price, 0.01, 1_000_000) }),
    ...(tif === undefined ? {} : { tif: String(tif) }),
  } as const
}

/** Parses a time. One without a zone would depend on the machine. */
function instant(text: string): Date {
  const time = new Date(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : Number.NaN)
  if (Number.isNaN(time.getTime()))
    throw new SimulatorError('WRONG_CONTROL', `time is such as 2027-01-15T16:00:00-05:00, with its zone, not ${text}`)
  return time
}

function wholeNumber(field: string, value: ControlVerbFields[string], max: number): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1 || number > max)
    throw new SimulatorError('WRONG_CONTROL', `${field} is a whole number from 1 to ${max}, not ${number}`)
  return number
}

/** Returns the number, or throws if the number is out of range. A missing number is not checked. */
function within(field: string, value: ControlVerbFields[string], min: number, max: number): number {
  const number = Number(value)
  if (number < min || number > max)
    throw new SimulatorError('WRONG_CONTROL', `${field} is a number from ${min} to ${max}, not ${number}`)
  return number
}

function faultView({ number, verb, on, struck }: FaultHandle) {
  return { number, verb, on, struck: struck() }
}

/** Removes undefined fields, for option types that do not allow undefined. */
function present(fields: ControlVerbFields): Record<string, never> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Record<string, never>
}
