import type { Frame, HostFrame } from './frames.ts'

/*
 * Encodes a frame as JSON text. `bytes` is encoded as a binary message of id (4 bytes), seq (4 bytes) and the data,
 * with big-endian integers. A large body is never parsed as JSON.
 */

const HEADER_BYTES = 8

export function encodeFrame(frame: Frame): string | Uint8Array {
  if (frame.t !== 'bytes') return JSON.stringify(frame)
  const message = new Uint8Array(HEADER_BYTES + frame.data.byteLength)
  const view = new DataView(message.buffer)
  view.setUint32(0, frame.id)
  view.setUint32(4, frame.seq)
  message.set(frame.data, HEADER_BYTES)
  return message
}

/**
 * Decodes a message of the host; undefined for an invalid message. The host is trusted, but a message may be truncated.
 */
export function decodeHostFrame(message: string | Uint8Array): HostFrame | undefined {
  if (typeof message === 'string') {
    try {
      return JSON.parse(message) as HostFrame
    } catch {
      return undefined
    }
  }
  if (message.byteLength < HEADER_BYTES) return undefined
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength)
  return {
    t: 'bytes',
    id: view.getUint32(0),
    seq: view.getUint32(4),
    data: message.subarray(HEADER_BYTES),
  }
}
