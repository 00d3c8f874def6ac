import type { AlgorithmInfo, AlgorithmParameter } from '../../shared/contract/ticket-views.ts'
import { fieldsOf, numberOf, type Row, rowsOf, textOf } from '../../shared/domain/read-value.ts'

/** Limits of a response. IBKR lists about ten algorithms with up to ten parameters. */
const MOST_ALGORITHMS = 50
const MOST_PARAMETERS = 30

/** Parses the response of `GET iserver/contract/{conid}/algos`. Parameters are in IBKR's order for forms. */
export function readAlgorithms(body: unknown): readonly AlgorithmInfo[] {
  const { algos } = fieldsOf(body)
  return (Array.isArray(algos) ? rowsOf(algos) : []).slice(0, MOST_ALGORITHMS).flatMap((row) => {
    const id = textOf(row['id'])
    if (id === undefined) return []
    const parameters = (Array.isArray(row['parameters']) ? rowsOf(row['parameters']) : [])
      .slice(0, MOST_PARAMETERS)
      .toSorted((a, b) => (numberOf(a['guiRank']) ?? 0) - (numberOf(b['guiRank']) ?? 0))
      .flatMap((parameter) => readParameter(parameter) ?? [])
    return [{ id, name: textOf(row['name']) ?? id, parameters }]
  })
}

function readParameter(row: Row): AlgorithmParameter | undefined {
  const id = textOf(row['id'])
  if (id === undefined) return undefined
  const { legalStrings, defaultValue, required, valueClassName } = row
  const choices = Array.isArray(legalStrings) ? legalStrings.flatMap((each) => textOf(each) ?? []) : []
  const kind = KINDS.get(textOf(valueClassName) ?? '') ?? 'text'
  const [help, preset] = [textOf(row['description']), textOf(defaultValue)]
  const [min, max] = [numberOf(row['minValue']), numberOf(row['maxValue'])]
  return {
    id,
    name: textOf(row['name']) ?? id,
    kind: choices.length > 0 ? 'choice' : kind,
    // IBKR sends the text "true".
    isRequired: String(required) === 'true',
    ...(choices.length > 0 && { choices }),
    ...(help !== undefined && { help }),
    ...(preset !== undefined && { preset }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  }
}

const KINDS: ReadonlyMap<string, AlgorithmParameter['kind']> = new Map([
  ['Boolean', 'flag'],
  ['Double', 'number'],
  ['Integer', 'number'],
  ['Time', 'time'],
])
