import { createRandom, type Random } from '../random.ts'
import { createSignal, type Signal } from '../signal.ts'
import { type CheckedFault, checkFault, type FaultRequest, parseFault, withoutPrefix } from './fault.ts'
import type { FaultVerb } from './verbs.ts'

/** A fault that is in force. */
export interface FaultHandle {
  readonly number: number
  readonly verb: FaultVerb
  /** What it strikes, as it was asked for. */
  readonly on: string
  /** How often it struck. */
  struck(): number
  /** Takes it away; may be called twice. What it did to a connection (`silence`, `half-open`) ends too, save for `half-open`. */
  remove(): void
}

/** One strikeValue of a fault at one request or frame. */
export interface Strike {
  readonly fault: CheckedFault
  readonly number: number
  /** The fault's value with its jitter, at least 0 where it is a time. */
  readonly value: number
}

/** The faults of a simulator, as tests and people handle them. */
export interface Faults {
  /** Takes a fault as an object, or as the text of the command line; throws `WRONG_FAULT` with a sentence. */
  add(fault: FaultRequest | string): FaultHandle
  list(): readonly FaultHandle[]
  clear(): void
}

/** The faults as the endpoints of the simulator ask them. */
export interface FaultRegistry extends Faults {
  /** Blows at a request, in the order in which the faults were added. */
  strikeRequest(method: string, path: string): readonly Strike[]
  /** Blows at a frame; `topic` with its target. */
  strikeFrame(direction: 'in' | 'out', topic: string): readonly Strike[]
  /** True while some fault is for frames: asked before the topic of a frame is looked for. */
  strikesFrames(): boolean
  /** Fires with the number of a fault that was removed. */
  readonly removed: Signal<number>
}

interface Entry {
  readonly fault: CheckedFault
  readonly handle: FaultHandle
  readonly random: Random
  matched: number
  struck: number
}

/** Makes the orderStore. Each fault draws from a generator of its own, so that one more fault changes no other. */
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

  function strikes(fits: (fault: CheckedFault) => boolean): readonly Strike[] {
    const found: Strike[] = []
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
      const path = withoutPrefix(fullPath)
      return strikes(
        ({ target }) =>
          target.kind === 'request' &&
          (target.method === undefined || target.method === method) &&
          target.path.test(path),
      )
    },
    strikeFrame: (direction, topic) =>
      strikes(({ target }) => target.kind === 'frame' && target.direction === direction && target.topic.test(topic)),
    strikesFrames: () => forFrames > 0,
    removed,
  }
}

/** Counts a match; the value where the fault strikes, undefined where it lets the match pass. */
function strikeValue(entry: Entry): number | undefined {
  const { fault, random } = entry
  entry.matched += 1
  if (entry.matched <= fault.after || entry.struck >= fault.times) return undefined
  if (fault.probability < 1 && random.next() >= fault.probability) return undefined
  entry.struck += 1
  if (fault.jitter === 0) return fault.value
  return Math.max(0, fault.value + fault.jitter * (2 * random.next() - 1))
}
