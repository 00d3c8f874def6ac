import type { Timers } from '../clock.ts'
import type { SimulatorOptions } from '../options.ts'
import type { SeededRandom } from '../seeded-random.ts'
import type { SimulatorControls } from '../simulator-controls.ts'
import type { SimulatorState } from '../simulator-state.ts'

/** The dependencies of a scenario. */
export interface ScenarioContext {
  readonly state: SimulatorState
  readonly controls: SimulatorControls
  /** The scenario's own random generator, derived from the simulator's seed. */
  readonly random: SeededRandom
  /** Timers of simulator time that end with the scenario. */
  readonly timers: Timers
  /** Timers of real time that end with the scenario. */
  readonly realTimers: Timers
  /** Real time, in milliseconds. */
  readonly realNow: () => number
  /** Registers a function that runs when the scenario ends. */
  onEnd(undo: () => void): void
}

/** A number that may follow the name of a scenario. */
interface ScenarioParameter {
  readonly name: string
  readonly min: number
  readonly max: number
  readonly defaultValue: number
}

/** A named sequence of simulated events. */
export interface Scenario {
  readonly name: string
  /** One line for help and documentation. */
  readonly summary: string
  readonly parameters: readonly ScenarioParameter[]
  /** Start options of the simulator that the scenario needs. A scenario with start options cannot be started later. */
  readonly options?: Partial<SimulatorOptions>
  readonly run: (context: ScenarioContext, values: readonly number[]) => void
}
