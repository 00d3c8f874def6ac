import type { WebSocket } from 'ws'
import { createMessageRateLimit } from '../host/rpc/message-rate-limit.ts'
import { encodeFrame } from '../shared/rpc/frame-encoding.ts'
import type { HostFrame, WindowFrame } from '../shared/rpc/frames.ts'
import { parseWindowMessage } from '../shared/rpc/parse-window-frame.ts'
import { type Transport, TransportReceiver } from '../shared/rpc/transport.ts'

/**
 * Maximum number of bytes buffered for a window that does not read. Beyond it the connection is closed, and the window
 * may reconnect.
 */
const MAX_BUFFERED = 64 * 1024 * 1024
/** Time in ms within which a disconnected window must close its side. */
const CLOSE_MS = 1_000

/** Creates the host's side of one browser window. An invalid message ends only this connection. */
export function createSocketTransport(socket: WebSocket, pingMs: number): Transport<HostFrame, WindowFrame> {
  const end = new TransportReceiver<WindowFrame>()
  const isWithinLimit = createMessageRateLimit(() => performance.now())
  let unanswered = 0
  const ping = setInterval(() => {
    // One ping may be unanswered, because this computer was busy or asleep and reads the pong later.
    if (unanswered > 1) {
      socket.terminate()
      return
    }
    unanswered += 1
    socket.ping()
  }, pingMs)

  end.onClose(() => clearInterval(ping))

  /** Stops reading and ends the calls of the window immediately. */
  const disconnect = (reason: string): void => {
    socket.close(1008, reason)
    end.close(reason)
    // A window that does not close its side could continue to send for half a minute.
    setTimeout(() => socket.terminate(), CLOSE_MS).unref()
  }
  socket.on('pong', () => {
    unanswered = 0
  })
  socket.on('message', (data, isBinary) => {
    // Ignores data that arrives after the last message of a closing connection.
    if (socket.readyState !== socket.OPEN) return
    if (!isWithinLimit((data as Buffer).byteLength)) {
      disconnect('The window sent more than the console accepts.')
      return
    }
    const frame = isBinary ? undefined : parseWindowMessage(String(data))
    // A message may contain a passphrase or a key. Nobody else overwrites its bytes.
    ;(data as Buffer).fill(0)
    if (frame) end.listener?.(frame)
    else disconnect('not a frame of the console')
  })
  // After a protocol error, `ws` has already sent a close frame; terminating here would discard it.
  socket.on('error', () => undefined)
  socket.on('close', (code) => end.close(`closed with ${code}`))

  return {
    send(frame) {
      if (socket.readyState !== socket.OPEN) return
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
