import type { World } from '../world.ts'
import { statusOf } from './greeting.ts'

/** Tells the session's state on one socket: at the greeting and whenever it changes. */
export interface StatusFrames {
  /** Everything. */
  greet(): void
  /** What changed since; with `pieces` one frame for each key, otherwise one with all of them. */
  tell(): void
}

/** With `pieces` every frame holds a single key, as IBKR sends it at times; while it `isLate` the session is not authenticated yet. */
export function createStatusFrames(
  world: World,
  send: (frame: object) => void,
  { pieces, isLate }: { readonly pieces: boolean; readonly isLate: () => boolean },
): StatusFrames {
  let told: ReturnType<typeof statusOf> = {}

  function tell(changedOnly: boolean): void {
    const before = changedOnly ? told : {}
    const status = { ...statusOf(world), ...(isLate() && { authenticated: false, established: false }) }
    told = status
    if (!pieces) {
      send({ topic: 'sts', args: status })
      return
    }
    for (const [key, value] of Object.entries(status)) {
      if (before[key] !== value) send({ topic: 'sts', args: { [key]: value } })
    }
  }

  return { greet: () => tell(false), tell: () => tell(true) }
}
