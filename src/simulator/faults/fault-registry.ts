import { createSignal, type EventSignal } from '../event-signal.ts'
import { createRandom, type SeededRandom } from '../seeded-random.ts'
import type { FaultVerb } from './fault-verbs.ts'
import { type CheckedFault, checkFault, type FaultRequest, parseFault, removeApiPrefix } from './parse-fault.ts'

/** An active fault. */
export interface FaultHandle {
  /** Number of the fault in this simulator, starting at 1. */
  readonly number: number
  /** Verb of the fault. */
  readonly verb: FaultVerb
  /** The target as the caller wrote it. */
  readonly on: string
  /** Returns the number of times the fault was applied. */
  struck(): number
  /** Removes the fault; may be called twice. Silenced connections send again; half-open connections stay half-open. */
  remove(): void
}

/** One application of a fault to a request or a frame. */
export interface AppliedFault {
  readonly fault: CheckedFault
  readonly number: number
  /** The fault's value with its jitter applied, at least 0 for durations. */
  readonly value: number
}

/** The active faults of a simulator, for tests and users. */
export interface Faults {
  /**
   * Adds a fault, given as an object or in the syntax of the command line.
   * @throws SimulatorError `WRONG_FAULT` with the valid faults
   */
  add(fault: FaultRequest | string): FaultHandle
  /** Returns the active faults, in the order in which they were added. */
  list(): readonly FaultHandle[]
  /** Removes all faults. */
  clear(): void
}

/** The active faults, for the server. */
export interface FaultRegistry extends Faults {
  /** Returns the faults that apply to a request, in the order in which they were added. */
  strikeRequest(method: string, path: string): readonly AppliedFault[]
  /** Returns the faults that apply to a frame. `topic` includes its target. */
  strikeFrame(direction: 'in' | 'out', topic: string): readonly AppliedFault[]
  /** Reports whether a fault for frames exists. Called before the topic of a frame is determined, which takes time. */
  appliesToFrames(): boolean
  /** Fires with the number of a removed fault. */
  readonly removed: EventSignal<number>
}

interface Entry {
  readonly fault: CheckedFault
  readonly handle: FaultHandle
  readonly random: SeededRandom
  matched: number
  struck: number
}

/**
 * Creates the registry. Each fault has its own random generator, so that adding a fault does not change another one.
 */
export function createFaults(seed: number): FaultRegistry {
  const entries = new Map<number, Entry>()
  const removed = createSignal<number>()
  let count = 0
  let forFrames = 0

  function add(asked: FaultRequest | string): FaultHandle {
    const fault = checkFault(typeof asked === 'string' ? parseFault(asked) : asked)
    count += 1
    const number = count
    const handle: FaultHandle = {
      number,
      verb: fault.verb,
      on: fault.target.text,
      struck: () => entry.struck,
      remove: () => {
        if (!entries.delete(number)) return
        if (fault.target.kind === 'frame') forFrames -= 1
        removed.emit(number)
      },
    }
    const entry: Entry = { fault, handle, random: createRandom(seed + 7919 * number), matched: 0, struck: 0 }
    entries.set(number, entry)
    if (fault.target.kind === 'frame') forFrames += 1
    return handle
  }

  function appliedFaults(fits: (fault: CheckedFault) => boolean): readonly AppliedFault[] {
    const found: AppliedFault[] = []
    for (const [number, entry] of entries) {
      if (!fits(entry.fault)) continue
      const value = strikeValue(entry)
      if (value !== undefined) found.push({ fault: entry.fault, number, value })
    }
    return found
  }

  return {
    add,
    list: () => [...entries.values()].map((entry) => entry.handle),
    clear: () => {
      for (const { handle } of [...entries.values()]) handle.remove()
    },
    strikeRequest: (method, fullPath) => {
      if (entries.size === forFrames) return []
      const path = removeApiPrefix(fullPath)
      return appliedFaults(
        ({ target }) =>
          target.kind === 'request' &&
          (target.method === undefined || target.method === method) &&
          target.path.test(path),
      )
    },
    strikeFrame: (direction, topic) =>
      appliedFaults(
        ({ target }) => target.kind === 'frame' && target.direction === direction && target.topic.test(topic),
      ),
    appliesToFrames: () => forFrames > 0,
    removed,
  }
}

/** Counts a match. Returns the fault's value if the fault applies to this match, otherwise undefined. */
function strikeValue(entry: Entry): number | undefined {
  const { fault, random } = entry
  entry.matched += 1
  if (entry.matched <= fault.after || entry.struck >= fault.times) return undefined
  if (fault.probability < 1 && random.next() >= fault.probability) return undefined
  entry.struck += 1
  if (fault.jitter === 0) return fault.value
  return Math.max(0, fault.value + fault.jitter * (2 * random.next() - 1))
}
