import { createErrorWithoutStatus, type RequestOutcome, toRequestOutcome } from '../http/response.ts'
import type { SimulatorOptions } from '../options.ts'
import { findLimits, type RateLimit } from './rate-limits.ts'

/** The properties of a call that pacing needs. */
export interface AdmittedCall {
  readonly method: string
  /** The undecoded path with its prefix. */
  readonly path: string
  /** IP address of the caller. */
  readonly address: string
}

/** Enforces the published rate limits. */
export interface Pacing {
  /**
   * Returns the 429 for a call that exceeds a limit, or with an address in the penalty box. Otherwise returns
   * undefined.
   */
  refuse(call: AdmittedCall): RequestOutcome | undefined
  readonly box: PenaltyBox
}

const prefix = '/v1/api'
// Matches the paths that are counted. The login pages of a gateway are not counted, because they do not reach IBKR.
const countedPaths = /^\/(v1\/api|gw|oauth2)\//

/**
 * Creates the pacing. Calls are counted by address, before their authentication. `perSecond` is the number of calls per
 * second over all paths: 10 as IBKR publishes, or 50 as its older text says for direct access. Without `withBox`, only
 * the excess call is rejected.
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

  function inOrder({ method, path, address }: AdmittedCall, at: number): boolean {
    if (!windows.admit(address, overall, at)) return false
    const own = findLimits(method, path.startsWith(prefix) ? path.slice(prefix.length) : path)
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

/**
 * Returns a response with status 429. Its body is known only for history calls. No recording of other calls exists, so
 * all calls get the same body.
 */
function refused(verification: string): RequestOutcome {
  return toRequestOutcome(createErrorWithoutStatus(429, 'Too many requests'), verification)
}

/** Creates the pacing that the options describe. Returns undefined if pacing is off. */
export function createPacingFromOptions(options: SimulatorOptions, now: () => number): Pacing | undefined {
  const withBox = options.pacing === 'enforce'
  if (!withBox && options.enforcePacing !== true) return undefined
  return createPacing({ now, perSecond: options.pacingPerSecond ?? 10, withBox })
}

/** Time in ms that an address stays in the penalty box. IBKR's older text says 10 minutes. */
const penaltyMilliseconds = 15 * 60_000

const addressLimit = 1000

/** An address that is or was in the penalty box. */
export interface PenaltyBoxEntry {
  /** The IP address. */
  readonly address: string
  /** Time of the release in simulator time, null if the address is never released. */
  readonly until: number | null
  /** Number of times the address exceeded a limit. */
  readonly offences: number
}

/** The addresses that exceeded a limit. */
interface PenaltyBox {
  holds(address: string, at: number): boolean
  /** Adds an address, the first time for 15 minutes, then forever ("repeat offenders blocked for good"). */
  put(address: string, at: number): void
  /** Returns all addresses that exceeded a limit since the start or their last release. */
  list(): readonly PenaltyBoxEntry[]
  /** Releases one address or all addresses. */
  release(address?: string): void
}

function createPenaltyBox(): PenaltyBox {
  const boxed = new Map<string, PenaltyBoxEntry>()
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

/** The rate-limit windows: recent calls by key. */
interface Windows {
  /**
   * Counts the call and returns true. Returns false if the call would exceed a limit; a rejected call is not counted.
   */
  admit(key: string, limits: readonly RateLimit[], at: number): boolean
}

/** Creates sliding windows. If there are too many keys, the least recently used keys are dropped. */
function createWindows(): Windows {
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
