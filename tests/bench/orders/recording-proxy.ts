import { once } from 'node:events'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'

interface Piece {
  /** Time in ms since the epoch, with fractions. */
  readonly at: number
  readonly connection: number
  readonly bytes: Buffer
}

/** Recorded traffic from a server to the console. */
export interface RecordingProxy {
  readonly port: number
  /** Starts a new recording and discards the earlier one. */
  begin(): void
  /** Returns the recorded pieces. */
  pieces(): Promise<readonly Piece[]>
  close(): void
}

/**
 * Starts a recording proxy to a local port. The recording is parsed later, so that parsing does not slow down the
 * measurement.
 */
export async function startRecordingProxy(to: number): Promise<RecordingProxy> {
  const thread = new Worker(resolve('tests/bench/orders/recording-proxy-thread.mjs'), { workerData: { to } })
  const next = async <T>(): Promise<T> => ((await once(thread, 'message')) as [T])[0]
  const port = await next<number>()
  return {
    port,
    begin: () => thread.postMessage('begin'),
    async pieces() {
      thread.postMessage('pieces')
      const pieces = await next<readonly (Omit<Piece, 'bytes'> & { readonly bytes: Uint8Array })[]>()
      return pieces.map((piece) => ({ ...piece, bytes: Buffer.from(piece.bytes) }))
    },
    close: () => thread.postMessage('close'),
  }
}

/** Text that the server sent, with the time at which its last byte passed. */
export interface RecordedText {
  readonly at: number
  readonly text: string
}

/**
 * Returns the WebSocket frames in the recording. A connection that was opened earlier must start at a frame boundary.
 */
export function framesOf(pieces: readonly Piece[]): readonly RecordedText[] {
  const frames: RecordedText[] = []
  const rests = new Map<number, Buffer>()
  for (const { at, connection, bytes } of pieces) {
    let rest = Buffer.concat([rests.get(connection) ?? Buffer.alloc(0), bytes])
    if (rest.subarray(0, 5).toString('latin1') === 'HTTP/') {
      const end = rest.indexOf('\r\n\r\n')
      const isUpgrade = rest.subarray(0, 12).toString('latin1') === 'HTTP/1.1 101'
      rest = isUpgrade && end >= 0 ? rest.subarray(end + 4) : isUpgrade ? rest : Buffer.alloc(0)
    }
    for (let size = frameSize(rest); size !== undefined && size.whole <= rest.length; size = frameSize(rest)) {
      if ((rest[0] ?? 0) === 0x81) frames.push({ at, text: rest.subarray(size.head, size.whole).toString() })
      rest = rest.subarray(size.whole)
    }
    rests.set(connection, rest)
  }
  return frames
}

/** Returns the sizes of a frame's head and of the whole frame. Servers send unmasked frames. */
function frameSize(bytes: Buffer): { readonly head: number; readonly whole: number } | undefined {
  const short = (bytes[1] ?? 0) & 0x7f
  const head = short === 126 ? 4 : short === 127 ? 10 : 2
  if (bytes.length < head) return undefined
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short
  return { head, whole: head + length }
}

/** Returns the times at which a non-empty order list was transmitted. */
export function orderListTimes(pieces: readonly Piece[]): readonly number[] {
  const ends: number[] = []
  const open = new Map<number, number>()
  for (const { at, connection, bytes } of pieces) {
    if (bytes.includes('{"orders":[{')) {
      open.set(connection, ends.length)
      ends.push(at)
      continue
    }
    const index = open.get(connection)
    // A response continues until the next response starts.
    if (bytes.subarray(0, 5).toString('latin1') === 'HTTP/') open.delete(connection)
    else if (index !== undefined) ends[index] = at
  }
  return ends
}
