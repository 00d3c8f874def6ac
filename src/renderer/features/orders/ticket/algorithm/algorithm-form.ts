import type { OrderAlgorithm } from '../../../../../shared/contract/schemas.ts'
import type { AlgorithmInfo, AlgorithmParameter } from '../../../../../shared/contract/ticket-views.ts'
import { formatNumber } from '../../../../../shared/domain/format-number.ts'

/** Input of an order's algorithm. */
export interface AlgorithmForm {
  /** Id of the algorithm; empty until the user chooses one. */
  readonly id: string
  /** Entered values by parameter id. */
  readonly values: Readonly<Record<string, string | boolean>>
}

export type AlgorithmField = 'algorithm' | `algorithm.${string}`

export interface CheckedAlgorithm {
  readonly algorithm?: OrderAlgorithm
  readonly problems: Readonly<Partial<Record<AlgorithmField, string>>>
}

/** Returns the input for an algorithm that was already sent. */
export const algorithmFormOf = (algorithm: OrderAlgorithm | undefined): AlgorithmForm | undefined =>
  algorithm && { id: algorithm.id, values: algorithm.parameters }

/** Returns the entered value of a parameter, or IBKR's default. */
export function parameterValue(
  { id, kind, preset = '' }: AlgorithmParameter,
  { values }: AlgorithmForm,
): string | boolean {
  return values[id] ?? (kind === 'flag' ? preset === 'true' : preset)
}

/**
 * Converts the algorithm of a ticket, or returns the error message of each invalid field. `known`: the algorithms of
 * the contract, if loaded.
 */
export function checkAlgorithm(
  form: AlgorithmForm | undefined,
  known: readonly AlgorithmInfo[] | undefined,
): CheckedAlgorithm {
  if (form === undefined) return { problems: {} }
  const info = known?.find(({ id }) => id === form.id)
  if (info === undefined)
    return { problems: { algorithm: known ? 'Choose an algorithm.' : 'Algorithms are not loaded yet.' } }
  const problems: Partial<Record<AlgorithmField, string>> = {}
  const parameters: Record<string, string | boolean> = {}
  for (const parameter of info.parameters) {
    const value = parameterValue(parameter, form)
    if (typeof value === 'boolean') {
      // IBKR uses its default for an omitted flag.
      if (value !== (parameter.preset === 'true')) parameters[parameter.id] = value
      continue
    }
    const text = value.trim()
    const problem = parameterProblem(parameter, text)
    if (problem !== undefined) problems[`algorithm.${parameter.id}`] = problem
    if (text !== '') parameters[parameter.id] = text
  }
  return Object.keys(problems).length > 0 ? { problems } : { problems, algorithm: { id: info.id, parameters } }
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d( [A-Za-z_/]{2,30})?$/

function parameterProblem(
  { kind, isRequired, choices, min, max }: AlgorithmParameter,
  text: string,
): string | undefined {
  if (text === '') return isRequired ? 'Enter a value.' : undefined
  switch (kind) {
    case 'choice':
      return choices?.includes(text) ? undefined : `Choose ${choices?.join(', ')}.`
    case 'time':
      return TIME.test(text) ? undefined : 'Enter a time such as 10:00:00, or 10:00:00 US/Eastern.'
    case 'number': {
      const number = Number(text)
      if (!Number.isFinite(number)) return 'Enter a number.'
      const isInside = number >= (min ?? Number.NEGATIVE_INFINITY) && number <= (max ?? Number.POSITIVE_INFINITY)
      if (isInside) return undefined
      if (min !== undefined && max !== undefined) return `Enter ${formatNumber(min)} to ${formatNumber(max)}.`
      return min === undefined ? `Enter at most ${formatNumber(max ?? 0)}.` : `Enter at least ${formatNumber(min)}.`
    }
    case 'flag':
    case 'text':
      return undefined
  }
}

/** Describes the algorithm of an order for its review. */
export function algorithmText({ id, parameters }: OrderAlgorithm): string {
  const values = Object.entries(parameters).map(
    ([name, value]) => `${name} ${value === true ? 'yes' : value === false ? 'no' : value}`,
  )
  return `${id}${values.length === 0 ? '' : ` (${values.join(', ')})`}`
}
