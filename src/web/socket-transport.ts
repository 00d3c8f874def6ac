import type { WebSocket } from 'ws'
import type { HostFrame, WindowFrame } from '../shared/rpc/frames.ts'
import { parseWindowFrame } from '../shared/rpc/parse-window-frame.ts'
import type { Transport } from '../shared/rpc/transport.ts'
import { encodeFrame } from '../shared/rpc/wire.ts'

/** Bytes waiting for a window that does not read; past this it is cut off and may come back for a fresh snapshot. */
const MAX_BUFFERED = 64 * 1024 * 1024

/** The host's end of one browser window. What is not a frame ends this connection and nothing else. */
export function socketTransport(socket: WebSocket, pingMs: number): Transport<HostFrame, WindowFrame> {
  let listener: ((frame: WindowFrame) => void) | undefined
  let closedWith: string | undefined
  const closers = new Set<(reason: string) => void>()
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

  socket.on('pong', () => {
    unanswered = 0
  })
  socket.on('message', (data, isBinary) => {
    const frame = isBinary ? undefined : parseText(String(data))
    if (!frame) {
      socket.close(1008, 'not a frame of the console')
      return
    }
    listener?.(frame)
  })
  // What breaks a frame or its bounds has been answered with a close frame already; ending it harder would swallow that.
  socket.on('error', () => undefined)
  socket.on('close', (code) => {
    clearInterval(ping)
    closedWith = `closed with ${code}`
    for (const closer of [...closers]) closer(closedWith)
    closers.clear()
  })

  return {
    send(frame) {
      if (closedWith !== undefined || socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > MAX_BUFFERED) {
        socket.terminate()
        return
      }
      socket.send(encodeFrame(frame))
    },
    onMessage(next) {
      listener = next
      return () => {
        if (listener === next) listener = undefined
      }
    },
    onClose(closer) {
      if (closedWith !== undefined) closer(closedWith)
      else closers.add(closer)
      return () => closers.delete(closer)
    },
    close: () => socket.close(1001, 'The console stopped.'),
  }
}

function parseText(text: string): WindowFrame | undefined {
  try {
    return parseWindowFrame(JSON.parse(text))
  } catch {
    return undefined
  }
}
