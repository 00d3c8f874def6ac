import { bareError, outcomeOf, type RequestOutcome } from '../http/response.ts'
import type { SimulatorOptions } from '../options.ts'
import { type Limit, limitsOf } from './limits.ts'

/** One call as pacing looks at it. */
export interface PacedCall {
  readonly method: string
  /** Path with its prefix, as it came. */
  readonly path: string
  /** Where it came from. */
  readonly address: string
}

/** Keeps callers to the published pace. */
export interface Pacing {
  /** The 429 for a call that is one too many, or whose address is in the penalty box; undefined for one in order. */
  refuse(call: PacedCall): RequestOutcome | undefined
  readonly box: PenaltyBox
}

const prefix = '/v1/api'
// The pages of a gateway's login are its own and do not reach IBKR.
const countedPaths = /^\/(v1\/api|gw|oauth2)\//

/**
 * Makes the judge. Calls are counted by address, before anybody looks at their signature. `perSecond`: calls a second over all
 * paths, 10 as IBKR publishes for everybody, or 50 as its older text says for direct access. `withBox` false refuses the call
 * that is too many and no other.
 */
export function createPacing(settings: {
  readonly now: () => number
  readonly perSecond: number
  readonly withBox: boolean
}): Pacing {
  const { now, withBox } = settings
  const windows = createWindows()
  const box = createPenaltyBox()
  const overall = [{ calls: settings.perSecond, milliseconds: 1000 }]

  function inOrder({ method, path, address }: PacedCall, at: number): boolean {
    if (!windows.admit(address, overall, at)) return false
    const own = limitsOf(method, path.startsWith(prefix) ? path.slice(prefix.length) : path)
    return own === undefined || windows.admit(`${address} ${own.key}`, own.limits, at)
  }

  return {
    box,
    refuse: (call) => {
      if (!countedPaths.test(call.path)) return undefined
      const at = now()
      if (box.holds(call.address, at)) return refused('in-penalty-box')
      if (inOrder(call, at)) return undefined
      if (withBox) box.put(call.address, at)
      return refused('over-pace')
    },
  }
}

/** The shape is known for history; elsewhere no capture was found, so they answer alike. */
function refused(verification: string): RequestOutcome {
  return outcomeOf(bareError(429, 'Too many requests'), verification)
}

/** The pacing that the options ask for; undefined for none. */
export function pacingOfOptions(options: SimulatorOptions, now: () => number): Pacing | undefined {
  const withBox = options.pacing === 'enforce'
  if (!withBox && options.enforcePacing !== true) return undefined
  return createPacing({ now, perSecond: options.pacingPerSecond ?? 10, withBox })
}

/** How long an address that called too fast is refused. IBKR's older text says 10 minutes. */
export const penaltyMilliseconds = 15 * 60_000

const addressLimit = 1000

/** An address that is, or was, in the box. */
export interface BoxedAddress {
  readonly address: string
  /** Simulator time at which it may call again; null where it is refused for good. */
  readonly until: number | null
  /** How often it was caught. */
  readonly offences: number
}

/** Where addresses go that call too fast. */
export interface PenaltyBox {
  holds(address: string, at: number): boolean
  /** Puts an address in: for 15 minutes the first time, for good the next, as "repeat offenders blocked for good" says. */
  put(address: string, at: number): void
  /** Everybody who was caught since the start or the last release. */
  list(): readonly BoxedAddress[]
  /** Forgets one address, or all. */
  release(address?: string): void
}

/** Makes an empty box. */
export function createPenaltyBox(): PenaltyBox {
  const boxed = new Map<string, BoxedAddress>()
  return {
    holds: (address, at) => {
      const entry = boxed.get(address)
      return entry !== undefined && (entry.until === null || at < entry.until)
    },
    put: (address, at) => {
      const offences = (boxed.get(address)?.offences ?? 0) + 1
      const [oldest] = boxed.keys()
      if (boxed.size >= addressLimit && oldest !== undefined) boxed.delete(oldest)
      boxed.set(address, { address, until: offences > 1 ? null : at + penaltyMilliseconds, offences })
    },
    list: () => [...boxed.values()],
    release: (address) => (address === undefined ? boxed.clear() : void boxed.delete(address)),
  }
}

const keyLimit = 500

/** Calls of the recent past, by key. */
export interface Windows {
  /** Counts the call and says true, or says false where it would be one too many; a refused call is not counted. */
  admit(key: string, limits: readonly Limit[], at: number): boolean
}

/** Makes sliding windows; the keys that were longest idle are forgotten where there are too many. */
export function createWindows(): Windows {
  const seen = new Map<string, number[]>()
  return {
    admit: (key, limits, at) => {
      const longest = Math.max(...limits.map((limit) => limit.milliseconds))
      const times = (seen.get(key) ?? []).filter((time) => at - time < longest)
      const fits = limits.every(
        ({ calls, milliseconds }) => times.filter((time) => at - time < milliseconds).length < calls,
      )
      if (fits) times.push(at)
      seen.delete(key)
      seen.set(key, times)
      const [idlest] = seen.keys()
      if (seen.size > keyLimit && idlest !== undefined) seen.delete(idlest)
      return fits
    },
  }
}
