import type { Timers } from '../clock.ts'
import { createIserverError, type HttpResponse } from '../http/response.ts'

/** An outage of IBKR's brokerage systems. */
export interface BrokerageOutage {
  /** Starts the outage, or extends it from now. `ended` is called at its end. */
  begin(milliseconds: number, ended: () => void): void
  holds(): boolean
  /** Returns the 503 for an affected path below `/v1/api`, undefined for other paths. */
  refusal(path: string): HttpResponse | undefined
}

/** Creates the outage, which never affects paths of the read-only session (`/tickle`, `/portfolio`, …). */
export function createBrokerageOutage(timers: Timers): BrokerageOutage {
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
      stop !== undefined && path.startsWith('/iserver/') ? createIserverError(503, 'Service Unavailable') : undefined,
  }
}
