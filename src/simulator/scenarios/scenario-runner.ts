import { createTimers } from '../clock.ts'
import type { SimulatorControls } from '../controls.ts'
import { createRandom } from '../random.ts'
import type { SimulatedTime } from '../simulated-time.ts'
import { SimulatorError } from '../simulator-error.ts'
import type { World } from '../world.ts'
import type { Scenario } from './scenario.ts'
import { allScenarios } from './scenarios.ts'

/** Plays scenarios, any number at a time. */
export interface ScenarioRunner {
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
export function createScenarioRunner(settings: {
  readonly world: World
  readonly controls: () => SimulatorControls
  readonly seed: number
  readonly time: SimulatedTime
}): ScenarioRunner {
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

/** A scenario with its numbers. */
export interface ChosenScenario {
  readonly scenario: Scenario
  readonly values: readonly number[]
}

/** Reads `NAME` or `NAME:NUMBER,NUMBER`, such as `storm:5000,2000`; throws `WRONG_SCENARIO` with a sentence. */
export function parseScenario(text: string): ChosenScenario {
  const [name = '', numbers] = text.split(':')
  const scenario = allScenarios.find((each) => each.name === name)
  if (scenario === undefined) {
    const names = allScenarios.map((each) => each.name).join(', ')
    throw new SimulatorError('WRONG_SCENARIO', `There is no scenario "${name}"; there are ${names}`)
  }
  const given = numbers === undefined ? [] : numbers.split(',')
  if (given.length > scenario.parameters.length) {
    throw new SimulatorError('WRONG_SCENARIO', `${name} takes ${usageOf(scenario)}, not "${text}"`)
  }
  const values = scenario.parameters.map(({ name: what, least, most, usual }, at) => {
    const value = given[at] === undefined ? usual : given[at].trim() === '' ? Number.NaN : Number(given[at])
    if (value >= least && value <= most) return value
    throw new SimulatorError(
      'WRONG_SCENARIO',
      `${name} takes ${usageOf(scenario)} with ${what} from ${least} to ${most}, not "${given[at]}"`,
    )
  })
  return { scenario, values }
}

/** The scenario as it may be written, such as `storm:orders,quotes`. */
export function usageOf({ name, parameters }: Scenario): string {
  return parameters.length === 0 ? name : `${name}:${parameters.map((parameter) => parameter.name).join(',')}`
}
