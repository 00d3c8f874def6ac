import type { Gatekeeper } from './http/gatekeeper.ts'
import type { Listener } from './http/listener.ts'
import type { Pacing } from './pacing/pacing.ts'
import type { Timers } from './timers.ts'
import type { World } from './world.ts'

/**
 * Makes the restart of the server: it cuts every connection, forgets logins, session id, questions and the penalty box, keeps
 * the books, and listens again on the same port after so many seconds of real time. Resolves when it does; rejects with the
 * system's error where the port was taken meanwhile.
 */
export function createRestart(settings: {
  readonly world: World
  readonly gatekeeper: Gatekeeper
  readonly listener: Listener
  readonly pacing: Pacing | undefined
  readonly realTimers: Timers
}): (seconds: number) => Promise<void> {
  const { world, gatekeeper, listener, pacing, realTimers } = settings
  return async (seconds) => {
    gatekeeper.endSession()
    world.session.rotate()
    world.desk.forgetQuestions()
    pacing?.box.release()
    await listener.close()
    if (seconds > 0) await new Promise<void>((resolve) => void realTimers.after(seconds * 1000, resolve))
    await listener.open()
  }
}
