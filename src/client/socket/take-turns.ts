import { setImmediate as nextTurn } from 'node:timers'
import type { WebSocket } from 'ws'

/** Frames after which the rest of the process has its turn. */
const FRAMES_AT_ONCE = 200

/**
 * Reads on only after everything else has had its turn: a server that is far ahead has megabytes waiting, which would be read in
 * one go while timers and windows wait. Nothing is dropped; what is not read waits in the system.
 */
export function takeTurns(socket: WebSocket): WebSocket {
  let read = 0
  socket.on('message', () => {
    read += 1
    if (read === 1)
      nextTurn(() => {
        read = 0
        if (socket.isPaused) socket.resume()
      })
    else if (read === FRAMES_AT_ONCE) socket.pause()
  })
  return socket
}
