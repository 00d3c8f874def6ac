import type { SimulatorOptions } from './options.ts'
import { SimulatorError } from './simulator-error.ts'

/** The names of all options. The compiler rejects this list if a name is missing. */
const NAMES: { readonly [Name in keyof Required<SimulatorOptions>]: true } = {
  mode: true,
  host: true,
  port: true,
  tls: true,
  certNames: true,
  seed: true,
  clock: true,
  speed: true,
  nightlyReset: true,
  resetMinutes: true,
  gatewayReturns: true,
  querySigningMode: true,
  fillSeconds: true,
  establishSeconds: true,
  idleSeconds: true,
  flatTickle: true,
  askQuestions: true,
  checkBuyingPower: true,
  marketMoves: true,
  tradingHours: true,
  repliesVoidedBy: true,
  staleReplies: true,
  keys: true,
  testKeys: true,
  register: true,
  consumer: true,
  thirdParty: true,
  clockSkewSeconds: true,
  oauth2Keys: true,
  scopes: true,
  tokenSeconds: true,
  ssoSessionSeconds: true,
  ips: true,
  gatewayHabits: true,
  observedOnce: true,
  alertOperators: true,
  zeroStrike: true,
  missingRight: true,
  loggedIn: true,
  usedSession: true,
  accounts: true,
  dynamicAccounts: true,
  listedStocks: true,
  binaryFrames: true,
  marketDataLines: true,
  statusInPieces: true,
  lateStatusMilliseconds: true,
  emptyHeartbeats: true,
  historyUpdates: true,
  socketBufferBytes: true,
  pacing: true,
  pacingPerSecond: true,
  enforcePacing: true,
  faults: true,
  scenario: true,
  controlPort: true,
  requestSeconds: true,
  maxConnections: true,
  recordLimit: true,
  apiDocument: true,
}

const MODES: readonly string[] = ['oauth1', 'oauth2', 'gateway']

/** Checks the mode and the option names, because a misspelled option would be ignored. Throws `WRONG_OPTION`. */
export function checkSimulatorOptions(options: unknown): asserts options is SimulatorOptions {
  if (typeof options !== 'object' || options === null)
    throw wrong("startSimulator needs options, such as { mode: 'gateway' }")
  const mode: unknown = Reflect.get(options, 'mode')
  if (!MODES.includes(String(mode))) throw wrong(`mode is ${MODES.join(', ')}, not ${String(mode)}`)
  const names = Object.keys(NAMES)
  const unknown = Object.keys(options).find((name) => !names.includes(name))
  if (unknown === undefined) return
  const near = names.find((name) => isSimilar(unknown.toLowerCase(), name.toLowerCase()))
  throw wrong(
    `${unknown} is not an option${near === undefined ? `; the options are ${names.join(', ')}` : `: did you mean ${near}?`}`,
  )
}

/** Reports whether two names are similar: at most two different letters, or one is a prefix of the other. */
function isSimilar(a: string, b: string): boolean {
  if (a.startsWith(b) || b.startsWith(a)) return true
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1
  return Math.max(a.length, b.length) - start - end <= 2
}

function wrong(message: string): SimulatorError {
  return new SimulatorError('WRONG_OPTION', message)
}
