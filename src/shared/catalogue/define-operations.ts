import type { Area, Method, Operation, Pacing, Parameter, ParameterKind } from './operation.ts'

/**
 * IBKR's published limits of single operations, as of September 2026. The client also enforces the limit over all
 * calls.
 */
export const oncePerSecond: Pacing = { limit: 1, perMs: 1_000 }
export const tenPerSecond: Pacing = { limit: 10, perMs: 1_000 }
export const oncePerFiveSeconds: Pacing = { limit: 1, perMs: 5_000 }
export const oncePerMinute: Pacing = { limit: 1, perMs: 60_000 }
/** The limit of market data history, which is also limited to ten calls per second. */
export const fiftyPerMinute: Pacing = { limit: 50, perMs: 60_000 }
export const oncePerFifteenMinutes: Pacing = { limit: 1, perMs: 900_000 }

/** An operation in the form that the files in `areas` use. */
export interface OperationDefinition extends Omit<Operation, 'method' | 'path' | 'area'> {
  /** Method and full path, for example `GET /v1/api/portfolio/accounts`. */
  readonly call: `${Method} /${string}`
}

export function defineOperations(area: Area, definitions: readonly OperationDefinition[]): readonly Operation[] {
  return definitions.map(({ call, ...definition }) => {
    const [method, path] = call.split(' ') as [Method, string]
    return { ...definition, method, path, area }
  })
}

/** Returns a query parameter. If its name ends in `!`, the parameter is required. */
export function parameter(
  name: string,
  kind: ParameterKind,
  help: string,
  more: Omit<Partial<Parameter>, 'name' | 'kind' | 'required' | 'help'> = {},
): Parameter {
  const required = name.endsWith('!')
  return { name: required ? name.slice(0, -1) : name, kind, required, help, ...more }
}
