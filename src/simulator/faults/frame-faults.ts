import type { Timers } from '../clock.ts'
import { extractTopic } from '../record/recorded-entries.ts'
import type { AppliedFault, FaultRegistry } from './fault-registry.ts'

/** Maximum time in ms that a frame waits for the frame with which it is swapped. */
const reorderMilliseconds = 1000

/** A frame to send: its payload, and the kind of frame if a fault has set it. */
interface OutgoingFrame {
  readonly payload: string | Buffer
  readonly kind?: 'text' | 'binary'
}

type SendFrame = (frame: OutgoingFrame) => void

/** The transport of one socket, below the layer that applies faults. */
export interface FrameTransport {
  /** Sends a frame. Without `kind`, the simulator's option determines the kind of frame. */
  send(frame: OutgoingFrame): void
  /** Sends a text frame without faults. Nearly every frame uses this method. */
  sendPlain(text: string): void
  /** Passes a frame of the client to the connection. */
  receive(text: string): void
  close(code: number): void
  reset(): void
  /** Writes bytes to the socket without framing. */
  sendRaw(bytes: Buffer): void
  /** Stops reading from the socket. */
  freeze(): void
}

/** Applies the faults to the frames of one socket. */
export interface FrameFaults {
  send(text: string): void
  receive(text: string): void
  /** Discards frames that wait to be reordered. */
  close(): void
}

/**
 * Creates the layer that applies faults between a connection and its transport. The layer is free of cost while no
 * fault for frames exists.
 */
export function createFrameFaults(settings: {
  readonly faults: FaultRegistry
  readonly transport: FrameTransport
  readonly timers: Timers
  readonly now: () => number
}): FrameFaults {
  const { faults, transport, timers, now } = settings
  let frozen = false
  // Faults that silence topics on this socket until they are removed, by number.
  const silencers = new Map<number, AppliedFault>()
  const stopWatching = faults.removed.on((number) => {
    silencers.delete(number)
    flush(number)
  })
  const reordered = new Map<number, () => void>()
  const delayQueues = new Map<number, DelayQueue>()

  function pass(direction: 'in' | 'out', text: string, next: SendFrame): void {
    if (frozen) return
    if (!faults.appliesToFrames()) {
      next({ payload: text })
      return
    }
    const topic = extractTopic(text, direction)
    if (isSilenced(direction, topic)) return
    let forward: SendFrame | undefined = next
    for (const applied of faults.strikeFrame(direction, topic)) {
      forward = forward === undefined ? undefined : withFault(applied, forward)
    }
    forward?.({ payload: text })
  }

  function isSilenced(direction: 'in' | 'out', topic: string): boolean {
    return [...silencers.values()].some(
      ({ fault: { target } }) => target.kind === 'frame' && target.direction === direction && target.topic.test(topic),
    )
  }

  /** Wraps the function that sends a frame in one fault. Returns undefined if the fault drops the frame. */
  function withFault(applied: AppliedFault, next: SendFrame): SendFrame | undefined {
    const { number, value } = applied
    const damaged = (damage: (text: string) => string | Buffer, kind: 'text' | 'binary' = 'text'): SendFrame => {
      return ({ payload }) => next({ payload: damage(String(payload)), kind })
    }
    switch (applied.fault.verb) {
      case 'drop':
        return undefined
      case 'silence':
        silencers.set(number, applied)
        return undefined
      case 'half-open':
        frozen = true
        transport.freeze()
        return undefined
      case 'reset':
        transport.reset()
        return undefined
      case 'close':
        transport.close(value)
        return undefined
      case 'duplicate':
        return (frame) => {
          next(frame)
          next(frame)
        }
      case 'latency':
        return (frame) => later(number, value, () => next(frame))
      case 'reorder':
        return (frame) => swap(number, () => next(frame))
      case 'binary':
        return damaged((text) => Buffer.from(text), 'binary')
      case 'malformed':
        return damaged(takeFirstHalf)
      case 'non-utf8':
        return damaged(insertInvalidUtf8)
      case 'oversized':
        return damaged((text) => enlargeFrame(text, value))
      case 'broken-frame':
        return () => transport.sendRaw(brokenFrame)
      default:
        return next
    }
  }

  /** Delays the frames of one fault and keeps their order, regardless of the jitter. */
  function later(number: number, milliseconds: number, run: () => void): void {
    const line = delayQueues.get(number) ?? createDelayQueue(timers, now)
    delayQueues.set(number, line)
    line.push(milliseconds, () => {
      if (!frozen) run()
    })
  }

  function swap(number: number, run: () => void): void {
    const waiting = reordered.get(number)
    if (waiting !== undefined) {
      run()
      waiting()
      return
    }
    const stop = timers.after(reorderMilliseconds, () => flush(number))
    reordered.set(number, () => {
      stop()
      reordered.delete(number)
      if (!frozen) run()
    })
  }

  function flush(number: number): void {
    reordered.get(number)?.()
  }

  return {
    send: (text) => {
      if (frozen || faults.appliesToFrames()) pass('out', text, transport.send)
      else transport.sendPlain(text)
    },
    receive: (text) => pass('in', text, ({ payload }) => transport.receive(String(payload))),
    close: () => {
      stopWatching()
      reordered.clear()
    },
  }
}

/** Delays actions and keeps their order. */
interface DelayQueue {
  /** Runs `run` after the delay, and after all earlier actions. */
  push(milliseconds: number, run: () => void): void
}

/**
 * Creates an empty queue. It uses one timer at a time, because timers with the same delay may run in a different order.
 */
function createDelayQueue(timers: Timers, now: () => number): DelayQueue {
  const waiting: { readonly due: number; readonly run: () => void }[] = []

  function arm(): void {
    const head = waiting[0]
    if (head !== undefined) timers.after(Math.max(0, head.due - now()), release)
  }

  function release(): void {
    const at = now()
    while (waiting[0] !== undefined && waiting[0].due <= at) waiting.shift()?.run()
    arm()
  }

  return {
    push: (milliseconds, run) => {
      waiting.push({ due: now() + milliseconds, run })
      if (waiting.length === 1) arm()
    },
  }
}

/** An invalid frame header, with all reserved bits set and an unknown opcode. */
const brokenFrame: Buffer = Buffer.from([0xff, 0x00])

/** Returns the first half of a frame, which is invalid JSON. */
function takeFirstHalf(text: string): string {
  return text.slice(0, Math.max(1, Math.floor(text.length / 2)))
}

/** Inserts two bytes of invalid UTF-8 into the middle of a frame. */
function insertInvalidUtf8(text: string): Buffer {
  const bytes = Buffer.from(text)
  const middle = Math.floor(bytes.length / 2)
  return Buffer.concat([bytes.subarray(0, middle), Buffer.from([0x80, 0xff]), bytes.subarray(middle)])
}

/**
 * Enlarges a frame to this number of bytes with an additional field. A frame that is not a JSON object is converted to
 * one.
 */
function enlargeFrame(text: string, bytes: number): string {
  const inside = text.startsWith('{') && text.endsWith('}') && text.length > 2 ? text.slice(1, -1) : '"text":""'
  const frame = `{"padding":"",${inside}}`
  return frame.replace('""', `"${'x'.repeat(Math.max(0, bytes - Buffer.byteLength(frame)))}"`)
}
