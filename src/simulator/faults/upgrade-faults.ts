import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Timers } from '../clock.ts'
import type { ServerConnections } from '../http/http-listener.ts'
import type { FaultRegistry } from './fault-registry.ts'
import { combineRequestFaults, sendsNothing } from './request-faults.ts'
import type { ServerFaultActions } from './response-delivery.ts'

/**
 * Applies request faults to the upgrade of a socket (`GET /ws`). Delays and rejections apply; faults of bodies do not.
 * `open` continues with the handshake.
 */
export function applyUpgradeFaults(
  {
    stream,
    path,
    open,
    note,
  }: {
    readonly stream: Socket
    readonly path: string
    readonly open: () => void
    /** Called with the status of an upgrade that a fault handled, 0 if nothing was sent. */
    readonly note: (status: number, faults: readonly string[]) => void
  },
  tools: {
    readonly faults: FaultRegistry
    readonly connections: ServerConnections
    readonly timers: Timers
    readonly serverActions: ServerFaultActions
  },
): void {
  const plan = combineRequestFaults(tools.faults.strikeRequest('GET', path))
  if (plan === undefined) {
    open()
    return
  }
  if (plan.clockSkewSeconds !== undefined) tools.serverActions.setClockSkew(plan.clockSkewSeconds)
  const go = () => {
    if (stream.destroyed) return
    if (sendsNothing(plan.delivery)) {
      note(0, plan.verbs)
      if (plan.delivery.kind === 'reset') tools.connections.reset(stream)
      else if (plan.delivery.kind === 'restart') tools.serverActions.restart(plan.delivery.seconds)
      else stream.pause()
    } else if (plan.replacement === undefined) open()
    else {
      const { status } = plan.replacement
      note(status, plan.verbs)
      stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
    }
  }
  if (plan.delayMilliseconds > 0) tools.timers.after(plan.delayMilliseconds, go)
  else go()
}
