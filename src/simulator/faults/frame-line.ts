import { topicOf } from '../record/topic-of.ts'
import type { Timers } from '../timers.ts'
import { createDelayLine, type DelayLine } from './delay-line.ts'
import type { FaultBook, Strike } from './faults.ts'
import { blownUp, brokenFrame, halfOf, withBadBytes } from './spoilt-frames.ts'

/** How long a frame waits for one to change places with. */
const reorderMilliseconds = 1000

/** A frame on its way: its payload, and the kind of frame where a fault decides on it. */
export interface TravellingFrame {
  readonly payload: string | Buffer
  readonly kind?: 'text' | 'binary'
}

type Onward = (frame: TravellingFrame) => void

/** The transport of one socket, below the faults. */
export interface FrameTransport {
  /** Sends a frame; one without a kind as the simulator is set. */
  send(frame: TravellingFrame): void
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
export interface FrameLine {
  send(text: string): void
  receive(text: string): void
  /** Forgets what waits. */
  close(): void
}

/** Puts the faults between a conversation and its transport. Costs nothing where no fault is for frames. */
export function createFrameLine(settings: {
  readonly faults: FaultBook
  readonly transport: FrameTransport
  readonly timers: Timers
  readonly now: () => number
}): FrameLine {
  const { faults, transport, timers, now } = settings
  let frozen = false
  // Faults that silence topics on this socket, by their number; they stay so until they are removed.
  const silencers = new Map<number, Strike>()
  const stopWatching = faults.removed.on((number) => {
    silencers.delete(number)
    flush(number)
  })
  const held = new Map<number, () => void>()
  const delayLines = new Map<number, DelayLine>()

  function pass(direction: 'in' | 'out', text: string, onward: Onward): void {
    if (frozen) return
    if (!faults.strikesFrames()) {
      onward({ payload: text })
      return
    }
    const topic = topicOf(text, direction)
    if (isSilenced(direction, topic)) return
    let forward: Onward | undefined = onward
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

  /** What a blow makes of the way onward; undefined where the frame ends there. */
  function applied(strike: Strike, onward: Onward): Onward | undefined {
    const { number, value } = strike
    const spoilt = (spoil: (text: string) => string | Buffer, kind: 'text' | 'binary' = 'text'): Onward => {
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
    const line = delayLines.get(number) ?? createDelayLine(timers, now)
    delayLines.set(number, line)
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
