import type { Timers } from '../clock.ts'
import { type HttpResponse, iserverError } from '../http/response.ts'

/** The time in which IBKR's brokerage side is down. */
export interface Outage {
  /** Begins, or goes on for so long from now; `ended` runs once it is over. */
  begin(milliseconds: number, ended: () => void): void
  holds(): boolean
  /** The 503 for a path below `/v1/api` that nobody serves now; undefined for the others. */
  refusal(path: string): HttpResponse | undefined
}

/** Makes a brokerage side that is up. The outer paths (`/tickle`, `/portfolio`, …) never go down. */
export function createOutage(timers: Timers): Outage {
  let stop: (() => void) | undefined
  return {
    begin: (milliseconds, ended) => {
      stop?.()
      stop = timers.after(milliseconds, () => {
        stop = undefined
        ended()
      })
    },
    holds: () => stop !== undefined,
    refusal: (path) =>
      stop !== undefined && path.startsWith('/iserver/') ? iserverError(503, 'Service Unavailable') : undefined,
  }
}
