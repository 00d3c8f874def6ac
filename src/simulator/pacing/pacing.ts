import { bareError } from '../http/answer.ts'
import type { JudgedAnswer } from '../http/request-handler.ts'
import { limitsOf } from './limits.ts'
import { createPenaltyBox, type PenaltyBox } from './penalty-box.ts'
import { createWindows } from './windows.ts'

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
  refuse(call: PacedCall): JudgedAnswer | undefined
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
function refused(verification: string): JudgedAnswer {
  return { answer: bareError(429, 'Too many requests'), verification, queryPractice: 'none' }
}
