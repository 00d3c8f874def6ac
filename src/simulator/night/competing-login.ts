import type { Timers } from '../timers.ts'
import type { World } from '../world.ts'

/** How another login of the same username behaves. */
export interface CompetingHabits {
  /** How often it comes back after it was thrown out; default 0. */
  readonly returns?: number
  /** Seconds of simulator time after which it comes back; default 10. */
  readonly returnSeconds?: number
}

/**
 * Lets another login of the username take the brokerage session. Thrown out with `compete: true` it comes back as often as it
 * is told, as a TWS does whose user reconnects. Returns what sends it away for good.
 */
export function startCompetingLogin(world: World, timers: Timers, habits: CompetingHabits = {}): () => void {
  const { session } = world
  const { returnSeconds = 10 } = habits
  let returns = habits.returns ?? 0
  let there = true
  let stopWaiting = () => {}

  session.setRival(true)
  const stopWatching = session.changed.on(() => {
    if (!there || session.brokerage().kind !== 'open') return
    there = false
    if (returns === 0) return
    returns -= 1
    stopWaiting = timers.after(returnSeconds * 1000, () => {
      there = true
      session.setRival(true)
    })
  })
  return () => {
    stopWatching()
    stopWaiting()
    session.setRival(false)
  }
}
