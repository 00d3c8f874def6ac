import type { WebSocket } from 'ws'
import { createFloodGuard } from '../host/rpc/flood-guard.ts'
import type { HostFrame, WindowFrame } from '../shared/rpc/frames.ts'
import { parseWindowMessage } from '../shared/rpc/parse-window-frame.ts'
import { type Transport, TransportEnd } from '../shared/rpc/transport.ts'
import { encodeFrame } from '../shared/rpc/wire.ts'

/** Bytes waiting for a window that does not read; past this it is cut off and may come back for a fresh snapshot. */
const MAX_BUFFERED = 64 * 1024 * 1024

/** Ms that a window has to close its end once it was cut off. */
const CLOSE_MS = 1_000

/** The host's end of one browser window. What is not a frame ends this connection and nothing else. */
export function socketTransport(socket: WebSocket, pingMs: number): Transport<HostFrame, WindowFrame> {
  const end = new TransportEnd<WindowFrame>()
  const fits = createFloodGuard(() => performance.now())
  let unanswered = 0
  const ping = setInterval(() => {
    // One may be open because this computer was held up, or slept: its answer is read after this.
    if (unanswered > 1) {
      socket.terminate()
      return
    }
    unanswered += 1
    socket.ping()
  }, pingMs)

  end.onClose(() => clearInterval(ping))

  /** Nothing more of it is read or answered, and its calls end now. */
  const cutOff = (reason: string): void => {
    socket.close(1008, reason)
    end.close(reason)
    // A peer that does not close its end would go on sending for half a minute.
    setTimeout(() => socket.terminate(), CLOSE_MS).unref()
  }
  socket.on('pong', () => {
    unanswered = 0
  })
  socket.on('message', (data, isBinary) => {
    // What came in with the last message of a connection that was cut off.
    if (socket.readyState !== socket.OPEN) return
    if (!fits((data as Buffer).byteLength)) {
      cutOff('The window sent more than the console takes.')
      return
    }
    const frame = isBinary ? undefined : parseWindowMessage(String(data))
    if (frame) end.listener?.(frame)
    else cutOff('not a frame of the console')
  })
  // What breaks a frame or its bounds has been answered with a close frame already; ending it harder would swallow that.
  socket.on('error', () => undefined)
  socket.on('close', (code) => end.close(`closed with ${code}`))

  return {
    send(frame) {
      if (end.isClosed || socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > MAX_BUFFERED) {
        socket.terminate()
        return
      }
      socket.send(encodeFrame(frame))
    },
    onMessage: end.onMessage,
    onClose: end.onClose,
    close: () => socket.close(1001, 'The console stopped.'),
  }
}
