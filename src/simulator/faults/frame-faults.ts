import type { Timers } from '../clock.ts'
import { topicOf } from '../record/recorded-entries.ts'
import type { FaultRegistry, Strike } from './faults.ts'

/** How long a frame waits for one to change places with. */
const reorderMilliseconds = 1000

/** A frame on its way: its payload, and the kind of frame where a fault decides on it. */
export interface OutgoingFrame {
  readonly payload: string | Buffer
  readonly kind?: 'text' | 'binary'
}

type SendFrame = (frame: OutgoingFrame) => void

/** The transport of one socket, below the faults. */
export interface FrameTransport {
  /** Sends a frame; one without a kind as the simulator is set. */
  send(frame: OutgoingFrame): void
  /** Sends a text that no fault touches; the way of nearly every frame. */
  sendPlain(text: string): void
  /** Hands a frame of the client to the conversation. */
  hear(text: string): void
  close(code: number): void
  reset(): void
  /** Writes bytes past the framing. */
  sendRaw(bytes: Buffer): void
  /** Stops reading. */
  freeze(): void
}

/** A socket's frames on their way through the faults. */
export interface FrameFaults {
  send(text: string): void
  receive(text: string): void
  /** Forgets what waits. */
  close(): void
}

/** Puts the faults between a conversation and its transport. Costs nothing where no fault is for frames. */
export function createFrameFaults(settings: {
  readonly faults: FaultRegistry
  readonly transport: FrameTransport
  readonly timers: Timers
  readonly now: () => number
}): FrameFaults {
  const { faults, transport, timers, now } = settings
  let frozen = false
  // Faults that silence topics on this socket, by their number; they stay so until they are removed.
  const silencers = new Map<number, Strike>()
  const stopWatching = faults.removed.on((number) => {
    silencers.delete(number)
    flush(number)
  })
  const held = new Map<number, () => void>()
  const delayQueues = new Map<number, DelayQueue>()

  function pass(direction: 'in' | 'out', text: string, onward: SendFrame): void {
    if (frozen) return
    if (!faults.strikesFrames()) {
      onward({ payload: text })
      return
    }
    const topic = topicOf(text, direction)
    if (isSilenced(direction, topic)) return
    let forward: SendFrame | undefined = onward
    for (const strike of faults.strikeFrame(direction, topic)) {
      forward = forward === undefined ? undefined : applied(strike, forward)
    }
    forward?.({ payload: text })
  }

  function isSilenced(direction: 'in' | 'out', topic: string): boolean {
    return [...silencers.values()].some(
      ({ fault: { target } }) => target.kind === 'frame' && target.direction === direction && target.topic.test(topic),
    )
  }

  /** What a strikeValue makes of the way onward; undefined where the frame ends there. */
  function applied(strike: Strike, onward: SendFrame): SendFrame | undefined {
    const { number, value } = strike
    const spoilt = (spoil: (text: string) => string | Buffer, kind: 'text' | 'binary' = 'text'): SendFrame => {
      return ({ payload }) => onward({ payload: spoil(String(payload)), kind })
    }
    switch (strike.fault.verb) {
      case 'drop':
        return undefined
      case 'silence':
        silencers.set(number, strike)
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
          onward(frame)
          onward(frame)
        }
      case 'latency':
        return (frame) => later(number, value, () => onward(frame))
      case 'reorder':
        return (frame) => swap(number, () => onward(frame))
      case 'binary':
        return spoilt((text) => Buffer.from(text), 'binary')
      case 'malformed':
        return spoilt(halfOf)
      case 'non-utf8':
        return spoilt(withBadBytes)
      case 'oversized':
        return spoilt((text) => blownUp(text, value))
      case 'broken-frame':
        return () => transport.sendRaw(brokenFrame)
      default:
        return onward
    }
  }

  /** Frames that one fault delays keep their order, whatever the jitter. */
  function later(number: number, milliseconds: number, run: () => void): void {
    const line = delayQueues.get(number) ?? createDelayQueue(timers, now)
    delayQueues.set(number, line)
    line.push(milliseconds, () => {
      if (!frozen) run()
    })
  }

  function swap(number: number, run: () => void): void {
    const waiting = held.get(number)
    if (waiting !== undefined) {
      run()
      waiting()
      return
    }
    const stop = timers.after(reorderMilliseconds, () => flush(number))
    held.set(number, () => {
      stop()
      held.delete(number)
      if (!frozen) run()
    })
  }

  function flush(number: number): void {
    held.get(number)?.()
  }

  return {
    send: (text) => {
      if (frozen || faults.strikesFrames()) pass('out', text, transport.send)
      else transport.sendPlain(text)
    },
    receive: (text) => pass('in', text, ({ payload }) => transport.hear(String(payload))),
    close: () => {
      stopWatching()
      held.clear()
    },
  }
}

/** Lets things through later, in the order in which they came. */
export interface DelayQueue {
  /** Runs not before that many milliseconds, and not before what came earlier. */
  push(milliseconds: number, run: () => void): void
}

/** Makes an empty line. One timer at a time: timers of equal length do not keep their order among themselves. */
export function createDelayQueue(timers: Timers, now: () => number): DelayQueue {
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

/** A frame header with all three reserved bits and an opcode that does not exist. */
export const brokenFrame: Buffer = Buffer.from([0xff, 0x00])

/** The first half of a frame: JSON that does not parse. */
export function halfOf(text: string): string {
  return text.slice(0, Math.max(1, Math.floor(text.length / 2)))
}

/** A frame with two bytes in its middle that UTF-8 does not know there. */
export function withBadBytes(text: string): Buffer {
  const bytes = Buffer.from(text)
  const middle = Math.floor(bytes.length / 2)
  return Buffer.concat([bytes.subarray(0, middle), Buffer.from([0x80, 0xff]), bytes.subarray(middle)])
}

/** The frame blown up with one more field to that many bytes; what is no JSON object becomes one. */
export function blownUp(text: string, bytes: number): string {
  const inside = text.startsWith('{') && text.endsWith('}') && text.length > 2 ? text.slice(1, -1) : '"text":""'
  const frame = `{"padding":"",${inside}}`
  return frame.replace('""', `"${'x'.repeat(Math.max(0, bytes - Buffer.byteLength(frame)))}"`)
}
