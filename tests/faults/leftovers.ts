import { getEventListeners } from 'node:events'
import { readdirSync } from 'node:fs'
import type { Socket } from 'node:net'

/** What the process holds on to. Taken before and after: what is more after was left behind. */
export interface Holdings {
  /** Sockets, servers, timers, … by kind, as Node counts them. */
  readonly resources: Readonly<Record<string, number>>
  readonly descriptors: number
  /** Listeners of `process` itself. */
  readonly processListeners: number
}

/** Counts what this process holds now. */
export function holdings(): Holdings {
  const resources: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1
  return {
    resources,
    descriptors: readdirSync('/proc/self/fd').length,
    processListeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
  }
}

/** What `after` holds beyond `before`, in words; empty when nothing. Timers of the test's own waiting do not count. */
export function leftBehind(before: Holdings, after: Holdings): readonly string[] {
  const left = Object.entries(after.resources)
    .filter(([kind, count]) => !WAITING.has(kind) && count > (before.resources[kind] ?? 0))
    .map(([kind, count]) => `${count - (before.resources[kind] ?? 0)} ${kind}`)
  const descriptors = after.descriptors - before.descriptors
  if (descriptors > 0) left.push(`${descriptors} descriptors`)
  const listeners = after.processListeners - before.processListeners
  if (listeners > 0) left.push(`${listeners} listeners of process`)
  return left
}

/** The clock of the test says exactly what is pending of its own; these are the test runner's and undici's housekeeping. */
const WAITING = new Set(['Timeout', 'Immediate', 'FSReqPromise', 'FSReqCallback'])

/** Connections of this process to a port: the client's ends, not the server's. */
export function connectionsTo(port: number): number {
  const handles = (process as unknown as { _getActiveHandles(): readonly Partial<Socket>[] })._getActiveHandles()
  return handles.filter(({ remotePort, destroyed }) => remotePort === port && destroyed !== true).length
}

/** Listeners on a signal that a caller gave away. */
export function listenersOf(signal: AbortSignal): number {
  return getEventListeners(signal, 'abort').length
}
