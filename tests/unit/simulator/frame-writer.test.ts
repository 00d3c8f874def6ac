import { PassThrough } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { createFrameWriter } from '../../../src/simulator/socket/frame-transport.ts'

function openWriter({ binary = false, bufferBytes = 1_000_000 } = {}) {
  const stream = new PassThrough({ highWaterMark: 10_000_000 })
  const pieces: Buffer[] = []
  const write = stream.write.bind(stream)
  stream.write = ((piece: Buffer) => {
    pieces.push(piece)
    return write(piece)
  }) as typeof stream.write
  const socket = {
    OPEN: 1,
    readyState: 1,
    cut: false,
    terminate: () => Object.assign(socket, { cut: true, readyState: 2 }),
  }
  const writer = createFrameWriter({ socket: socket as unknown as WebSocket, stream, binary, bufferBytes })
  return { writer, socket, pieces }
}

/** Parses unmasked frames as defined in RFC 6455, section 5.2. */
function framesIn(bytes: Buffer): { readonly first: number; readonly text: string }[] {
  const frames: { first: number; text: string }[] = []
  for (let at = 0; at < bytes.length; ) {
    const [first = 0, short = 0] = bytes.subarray(at, at + 2)
    const length =
      short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))
    const begin = at + (short < 126 ? 2 : short === 126 ? 4 : 10)
    frames.push({ first, text: bytes.toString('utf8', begin, begin + length) })
    at = begin + length
  }
  return frames
}

test('writes all frames of one event loop turn as one buffer, in order and for every frame length', async () => {
  const { writer, pieces } = openWriter()
  const texts = [0, 1, 125, 126, 127, 65_535, 65_536].map((length) => 'x'.repeat(length))
  texts.push('ü→𝒳'.repeat(50))
  for (const text of texts) writer.send(text)
  expect(pieces).toHaveLength(0)
  await turn()
  expect(pieces).toHaveLength(1)
  expect(framesIn(pieces[0] ?? Buffer.alloc(0))).toEqual(texts.map((text) => ({ first: 0x81, text })))
  writer.send('next')
  await turn()
  expect(pieces).toHaveLength(2)
})

test('marks binary frames as binary', async () => {
  const { writer, pieces } = openWriter({ binary: true })
  writer.send('{}')
  await turn()
  expect(framesIn(pieces[0] ?? Buffer.alloc(0))).toEqual([{ first: 0x82, text: '{}' }])
})

test('flush() writes the frames before the event loop turn ends', () => {
  const { writer, pieces } = openWriter()
  writer.send('{}')
  writer.flush()
  expect(pieces).toHaveLength(1)
})

test('closes a socket with too many unsent bytes, and drops the bytes', async () => {
  const { writer, socket, pieces } = openWriter({ bufferBytes: 1000 })
  writer.send('x'.repeat(900))
  expect(socket.cut).toBe(false)
  writer.send('x'.repeat(900))
  expect(socket.cut).toBe(true)
  writer.send('x'.repeat(900))
  await turn()
  expect(pieces).toEqual([])
})
