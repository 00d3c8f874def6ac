import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { FrameTransport } from '../faults/frame-faults.ts'
import type { ServerConnections } from '../http/http-listener.ts'

/**
 * Creates the transport of one open socket, below the layer that applies faults. `note` is called with the text of
 * every sent frame.
 */
export function createSocketTransport(settings: {
  readonly socket: WebSocket
  /** The TCP or TLS connection below the socket. */
  readonly stream: Socket
  readonly connections: ServerConnections
  readonly writer: BatchedFrameWriter
  /** Returns the close code that the client receives. */
  readonly closeCode: (code: number) => number
  readonly note: (text: string) => void
  readonly receive: (text: string) => void
}): FrameTransport {
  const { socket, stream, writer, note } = settings

  function sendPlain(text: string): void {
    if (socket.readyState !== socket.OPEN) return
    note(text)
    writer.send(text)
  }

  return {
    sendPlain,
    send: ({ payload, kind }) => {
      if (kind === undefined) return sendPlain(String(payload))
      if (socket.readyState !== socket.OPEN) return
      note(String(payload))
      writer.flush()
      socket.send(payload, { binary: kind === 'binary' })
    },
    receive: settings.receive,
    close: (code) => {
      writer.flush()
      socket.close(settings.closeCode(code))
    },
    reset: () => settings.connections.reset(stream),
    sendRaw: (bytes) => {
      writer.flush()
      stream.write(bytes)
    },
    freeze: () => void stream.pause(),
  }
}

/** Sends text frames on one socket. */
export interface BatchedFrameWriter {
  send(text: string): void
  /** Writes all waiting frames immediately. Used before a close frame, which must be the last frame. */
  flush(): void
}

/**
 * Writes all frames of one turn of the event loop as one buffer. `ws` would write two buffers per frame, and the system
 * calls for them take most of the time of a busy stream. If more than `bufferBytes` wait for a client that does not
 * read, the client is disconnected without a close frame, which would have to wait behind these bytes.
 */
export function createFrameWriter(settings: {
  readonly socket: WebSocket
  /** The TCP or TLS connection below the socket. */
  readonly stream: Duplex
  readonly binary: boolean
  readonly bufferBytes: number
}): BatchedFrameWriter {
  const { socket, stream, bufferBytes } = settings
  const firstByte = settings.binary ? 0x82 : 0x81
  let texts: string[] = []
  let lengths: number[] = []
  let bytes = 0

  function forget(): void {
    texts = []
    lengths = []
    bytes = 0
  }

  function flush(): void {
    if (texts.length === 0) return
    const frames = { texts, lengths, bytes }
    forget()
    if (socket.readyState !== socket.OPEN) return
    const piece = Buffer.allocUnsafe(frames.bytes)
    let end = 0
    for (const [at, text] of frames.texts.entries()) {
      const length = frames.lengths[at] ?? 0
      end = writeHeader(piece, end, firstByte, length)
      // If the numbers of bytes and characters are equal, the text is ASCII, which latin1 encodes faster.
      end += piece.write(text, end, length === text.length ? 'latin1' : 'utf8')
    }
    stream.write(piece)
  }

  return {
    send: (text) => {
      if (socket.readyState !== socket.OPEN) return
      if (texts.length === 0) process.nextTick(flush)
      texts.push(text)
      const length = Buffer.byteLength(text)
      lengths.push(length)
      bytes += headerBytes(length) + length
      if (stream.writableLength + bytes <= bufferBytes) return
      forget()
      socket.terminate()
    },
    flush,
  }
}

function headerBytes(length: number): number {
  return length < 126 ? 2 : length < 65_536 ? 4 : 10
}

/** Writes the header of an unmasked frame, as servers send it (RFC 6455, 5.2). Returns the index of the payload. */
function writeHeader(piece: Buffer, at: number, firstByte: number, length: number): number {
  piece[at] = firstByte
  if (length < 126) {
    piece[at + 1] = length
  } else if (length < 65_536) {
    piece[at + 1] = 126
    piece.writeUInt16BE(length, at + 2)
  } else {
    piece[at + 1] = 127
    piece.writeBigUInt64BE(BigInt(length), at + 2)
  }
  return at + headerBytes(length)
}
