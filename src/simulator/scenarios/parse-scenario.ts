import { SimulatorError } from '../simulator-error.ts'
import { allScenarios } from './all-scenarios.ts'
import type { Scenario } from './scenario.ts'

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
