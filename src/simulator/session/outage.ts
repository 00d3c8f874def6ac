import type { Timers } from '../clock.ts'
import { type HttpResponse, iserverError } from '../http/response.ts'

/** An outage of IBKR's brokerage systems. */
export interface Outage {
  /** Starts the outage, or extends it from now; `ended` is called at its end. */
  begin(milliseconds: number, ended: () => void): void
  holds(): boolean
  /** The 503 for a path below `/v1/api` that is affected; undefined for other paths. */
  refusal(path: string): HttpResponse | undefined
}

/** The outer paths (`/tickle`, `/portfolio`, …) are never affected. */
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
