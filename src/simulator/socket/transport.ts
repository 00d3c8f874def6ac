import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import type { FrameTransport } from '../faults/frame-line.ts'
import type { Connections } from '../http/connections.ts'
import type { FrameWriter } from './frame-writer.ts'

/** The transport of one open socket as faults see it; `note` hears the text of every frame that goes out. */
export function socketTransport(settings: {
  readonly socket: WebSocket
  /** The connection below the socket. */
  readonly stream: Socket
  readonly connections: Connections
  readonly writer: FrameWriter
  /** What the client is to see of a close code. */
  readonly closeCode: (code: number) => number
  readonly note: (text: string) => void
  readonly hear: (text: string) => void
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
    hear: settings.hear,
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
