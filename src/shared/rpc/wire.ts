import type { Frame, HostFrame } from './frames.ts'

/* On a WebSocket a frame is JSON text, but for `bytes`: a binary message of id (4), seq (4) and the data,
   integers big-endian. A body of megabytes never goes through a JSON parser. */

const HEADER = 8

export function encodeFrame(frame: Frame): string | Uint8Array {
  if (frame.t !== 'bytes') return JSON.stringify(frame)
  const message = messageAround(frame.data)
  const view = new DataView(message.buffer)
  view.setUint32(0, frame.id)
  view.setUint32(4, frame.seq)
  return message
}

/** Messages that were made before their data. */
const madeBefore = new WeakMap<Uint8Array, Uint8Array<ArrayBuffer>>()

/** Room for the data of a `bytes` frame that becomes its message without another copy. */
export function roomForData(length: number): Uint8Array {
  const message = new Uint8Array(HEADER + length)
  const data = message.subarray(HEADER)
  madeBefore.set(data, message)
  return data
}

function messageAround(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const made = madeBefore.get(data)
  if (made !== undefined) return made
  const message = new Uint8Array(HEADER + data.byteLength)
  message.set(data, HEADER)
  return message
}

/** Decodes what a host sent. The host is trusted, a torn message is not: undefined for what is no frame. */
export function decodeHostFrame(message: string | Uint8Array): HostFrame | undefined {
  if (typeof message === 'string') {
    try {
      return JSON.parse(message) as HostFrame
    } catch {
      return undefined
    }
  }
  if (message.byteLength < HEADER) return undefined
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength)
  return {
    t: 'bytes',
    id: view.getUint32(0),
    seq: view.getUint32(4),
    data: message.subarray(HEADER),
  }
}
