import type { SimulatorControls } from '../controls.ts'
import { createRandom } from '../random.ts'
import { SimulatorError } from '../simulator-error.ts'
import type { SimulatedTime } from '../time.ts'
import { createTimers } from '../timers.ts'
import type { World } from '../world.ts'
import { type ChosenScenario, parseScenario } from './parse-scenario.ts'

/** Plays scenarios, any number at a time. */
export interface Director {
  /**
   * Starts a scenario such as `storm:5000,2000`; throws `WRONG_SCENARIO`. The returned function ends it and takes back what it
   * did to network and logins; it may be called twice.
   */
  start(text: string): () => void
  /** Starts the scenario of the options, whose changes to the start have been made. */
  open(chosen: ChosenScenario): void
  /** Ends all of them. */
  stop(): void
}

/** Makes the director. `controls` is asked for late, because controls know their director. */
export function createDirector(settings: {
  readonly world: World
  readonly controls: () => SimulatorControls
  readonly seed: number
  readonly time: SimulatedTime
}): Director {
  const { world, seed, time } = settings
  const running = new Set<() => void>()

  function play({ scenario, values }: ChosenScenario): () => void {
    const timers = createTimers(time.clock)
    const realTimers = createTimers(time.realClock)
    const undo: (() => void)[] = []
    const end = () => {
      running.delete(end)
      timers.close()
      realTimers.close()
      for (const step of undo.splice(0)) step()
    }
    running.add(end)
    const stage = {
      world,
      controls: settings.controls(),
      random: createRandom(seed),
      timers,
      realTimers,
      realNow: () => time.realClock.now(),
      atEnd: (step: () => void) => void undo.push(step),
    }
    scenario.play(stage, values)
    return end
  }

  return {
    start: (text) => {
      const chosen = parseScenario(text)
      if (chosen.scenario.options !== undefined) {
        throw new SimulatorError('WRONG_SCENARIO', `${chosen.scenario.name} can only begin with the simulator`)
      }
      return play(chosen)
    },
    open: (chosen) => void play(chosen),
    stop: () => {
      for (const end of [...running]) end()
    },
  }
}
