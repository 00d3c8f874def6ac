import type { Timers } from '../clock.ts'
import type { SimulatorControls } from '../controls.ts'
import type { SimulatorOptions } from '../options.ts'
import type { Random } from '../random.ts'
import type { World } from '../world.ts'

/** What a scenario uses. */
export interface ScenarioContext {
  readonly world: World
  readonly controls: SimulatorControls
  /** The scenario's own generator, from the simulator's seed. */
  readonly random: Random
  /** Timers of simulator time that end with the scenario. */
  readonly timers: Timers
  /** Timers of real time that end with the scenario. */
  readonly realTimers: Timers
  /** Real time, milliseconds. */
  readonly realNow: () => number
  /** Runs when the scenario ends. */
  onEnd(undo: () => void): void
}

/** A number after the name of a scenario. */
export interface ScenarioParameter {
  readonly name: string
  readonly min: number
  readonly max: number
  readonly defaultValue: number
}

/** A named sequence of events. */
export interface Scenario {
  readonly name: string
  /** One line for help and documentation. */
  readonly summary: string
  readonly parameters: readonly ScenarioParameter[]
  /** Start options of the simulator. Such a scenario cannot start later. */
  readonly options?: Partial<SimulatorOptions>
  readonly run: (context: ScenarioContext, values: readonly number[]) => void
}
