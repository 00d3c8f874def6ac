import type { Timers } from '../clock.ts'
import type { SimulatorControls } from '../controls.ts'
import type { SimulatorOptions } from '../options.ts'
import type { Random } from '../random.ts'
import type { World } from '../world.ts'

/** What a scenario plays on. */
export interface ScenarioContext {
  readonly world: World
  readonly controls: SimulatorControls
  /** A generator of the scenario's own, from the simulator's seed. */
  readonly random: Random
  /** Timers of simulator time that end with the scenario. */
  readonly timers: Timers
  /** Timers of real time that end with the scenario. */
  readonly realTimers: Timers
  /** Real time, milliseconds. */
  readonly realNow: () => number
  /** Runs when the scenario ends. */
  atEnd(undo: () => void): void
}

/** A number that a scenario takes after its name. */
export interface ScenarioParameter {
  readonly name: string
  readonly least: number
  readonly most: number
  readonly usual: number
}

/** Something to live through, by name. */
export interface Scenario {
  readonly name: string
  /** One line for help and documentation. */
  readonly summary: string
  readonly parameters: readonly ScenarioParameter[]
  /** What it changes about the start of a simulator; such a scenario cannot begin later. */
  readonly options?: Partial<SimulatorOptions>
  readonly play: (stage: ScenarioContext, values: readonly number[]) => void
}
