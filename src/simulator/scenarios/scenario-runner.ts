import { createTimers } from '../clock.ts'
import { createRandom } from '../seeded-random.ts'
import type { SimulatedTime } from '../simulated-time.ts'
import type { SimulatorControls } from '../simulator-controls.ts'
import { SimulatorError } from '../simulator-error.ts'
import type { SimulatorState } from '../simulator-state.ts'
import type { Scenario } from './scenario.ts'
import { allScenarios } from './scenarios.ts'

/** Runs any number of scenarios at the same time. */
export interface ScenarioRunner {
  /**
   * Starts a scenario such as `storm:5000,2000`. Throws `WRONG_SCENARIO`. Returns an idempotent function that ends the
   * scenario and reverts its changes to network and logins.
   */
  start(text: string): () => void
  /** Starts the scenario of the options after its start options were applied. */
  open(chosen: ChosenScenario): void
  /** Ends all running scenarios. */
  stop(): void
}

/** Creates the runner. `controls` is a function, because the controls themselves need the runner. */
export function createScenarioRunner(settings: {
  readonly state: SimulatorState
  readonly controls: () => SimulatorControls
  readonly seed: number
  readonly time: SimulatedTime
}): ScenarioRunner {
  const { state, seed, time } = settings
  const running = new Set<() => void>()

  function run({ scenario, values }: ChosenScenario): () => void {
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
    const context = {
      state,
      controls: settings.controls(),
      random: createRandom(seed),
      timers,
      realTimers,
      realNow: () => time.realClock.now(),
      onEnd: (step: () => void) => void undo.push(step),
    }
    scenario.run(context, values)
    return end
  }

  return {
    start: (text) => {
      const chosen = parseScenario(text)
      if (chosen.scenario.options !== undefined) {
        throw new SimulatorError('WRONG_SCENARIO', `${chosen.scenario.name} can only start together with the simulator`)
      }
      return run(chosen)
    },
    open: (chosen) => void run(chosen),
    stop: () => {
      for (const end of [...running]) end()
    },
  }
}

/** A scenario with the numbers that the user gave. */
export interface ChosenScenario {
  readonly scenario: Scenario
  readonly values: readonly number[]
}

/** Parses `NAME` or `NAME:NUMBER,NUMBER`, such as `storm:5000,2000`. Throws `WRONG_SCENARIO`. */
export function parseScenario(text: string): ChosenScenario {
  const [name = '', numbers] = text.split(':')
  const scenario = allScenarios.find((each) => each.name === name)
  if (scenario === undefined) {
    const names = allScenarios.map((each) => each.name).join(', ')
    throw new SimulatorError('WRONG_SCENARIO', `Unknown scenario "${name}". Valid scenarios: ${names}`)
  }
  const given = numbers === undefined ? [] : numbers.split(',')
  if (given.length > scenario.parameters.length) {
    throw new SimulatorError('WRONG_SCENARIO', `${name} takes ${describeScenarioSyntax(scenario)}, not "${text}"`)
  }
  const values = scenario.parameters.map(({ name: what, min, max, defaultValue }, at) => {
    const value = given[at] === undefined ? defaultValue : given[at].trim() === '' ? Number.NaN : Number(given[at])
    if (value >= min && value <= max) return value
    throw new SimulatorError(
      'WRONG_SCENARIO',
      `${name} takes ${describeScenarioSyntax(scenario)} with ${what} from ${min} to ${max}, not "${given[at]}"`,
    )
  })
  return { scenario, values }
}

/** Returns the syntax of a scenario, such as `storm:orders,quotes`. */
export function describeScenarioSyntax({ name, parameters }: Scenario): string {
  return parameters.length === 0 ? name : `${name}:${parameters.map((parameter) => parameter.name).join(',')}`
}
