import { setImmediate as nextTurn } from 'node:timers'
import type { WebSocket } from 'ws'

/** Frames after which the rest of the process has its turn. */
const FRAMES_AT_ONCE = 200

/**
 * Reads on only after everything else has had its turn: a server that is far ahead has megabytes waiting, which would be read in
 * one go while timers and windows wait. Nothing is dropped; what is not read waits in the system. Answers what to call at each frame:
 * a second listener of its own would cost every frame more.
 */
export function takeTurns(socket: WebSocket): () => void {
  let read = 0
  const readOn = (): void => {
    read = 0
    if (socket.isPaused) socket.resume()
  }
  return () => {
    read += 1
    if (read === 1) nextTurn(readOn)
    else if (read === FRAMES_AT_ONCE) socket.pause()
  }
}
