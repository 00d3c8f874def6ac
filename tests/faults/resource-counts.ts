import { getEventListeners } from 'node:events'
import { readdirSync } from 'node:fs'
import type { Socket } from 'node:net'

/** Resources of the process, counted before and after a test. A surplus after the test is a leak. */
export interface ResourceCounts {
  /** Number of sockets, servers, timers and so on, by kind, as Node counts them. */
  readonly resources: Readonly<Record<string, number>>
  readonly descriptors: number
  /** Number of listeners of the `process` object. */
  readonly processListeners: number
}

/** Counts the resources of this process. */
export function countResources(): ResourceCounts {
  const resources: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1
  return {
    resources,
    descriptors: readdirSync('/proc/self/fd').length,
    processListeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
  }
}

/** Describes the leaks: the surplus of `after` over `before`. Timers of the test itself do not count. */
export function findLeaks(before: ResourceCounts, after: ResourceCounts): readonly string[] {
  const left = Object.entries(after.resources)
    .filter(([kind, count]) => !WAITING.has(kind) && count > (before.resources[kind] ?? 0))
    .map(([kind, count]) => `${count - (before.resources[kind] ?? 0)} ${kind}`)
  const descriptors = after.descriptors - before.descriptors
  if (descriptors > 0) left.push(`${descriptors} descriptors`)
  const listeners = after.processListeners - before.processListeners
  if (listeners > 0) left.push(`${listeners} listeners of process`)
  return left
}

/** The test's clock counts its own timers. These kinds of timers belong to the test runner and undici. */
const WAITING = new Set(['Timeout', 'Immediate', 'FSReqPromise', 'FSReqCallback'])

/** Returns the number of connections of this process to a port: the client ends, not the server ends. */
export function countConnectionsTo(port: number): number {
  const handles = (process as unknown as { _getActiveHandles(): readonly Partial<Socket>[] })._getActiveHandles()
  return handles.filter(({ remotePort, destroyed }) => remotePort === port && destroyed !== true).length
}

/** Returns the number of listeners on a caller's abort signal. */
export function countAbortListeners(signal: AbortSignal): number {
  return getEventListeners(signal, 'abort').length
}
