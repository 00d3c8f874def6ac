import type { Structure } from './documented-responses.ts'
import type { RecordedResponseShape } from './live-recordings.ts'

const SAMPLES: Readonly<Record<string, string>> = { string: "''", number: '0', boolean: 'true', null: 'null' }

const HEAD = `// Written by "npm run routes" from tests/fixtures/live-shapes.json. Do not edit.
// Checks that the type of each route has the key paths of its recorded responses, and accepts one recorded JSON type of
// each value: the first that is not null. If not, "npm run types" fails. Values are placeholders. Not checked: other
// types of the same value, null beside another type, and, for shortened recordings, which fields are required.
import type { Route, RouteResponse } from '../../../../src/client/index.ts'

/** A response with a shortened recording: its fields are optional. */
type Shortened<T> = T extends readonly (infer Item)[]
  ? Shortened<Item>[]
  : T extends object
    ? { [Key in keyof T]?: Shortened<T[Key]> }
    : T

function response<R extends Route>(_route: R, _body: RouteResponse<R>): void {}
function shortened<R extends Route>(_route: R, _body: Shortened<RouteResponse<R>>): void {}
`

/** Prints calls that compile only if the route types contain every key path of the recordings. */
export function printRecordings(
  recordings: readonly RecordedResponseShape[],
  isRoute: (operation: string) => boolean,
): string {
  const calls = recordings
    .filter(({ operation }) => isRoute(operation))
    .map(({ operation, partial, structure }) => {
      const check = partial === true ? 'shortened' : 'response'
      return `${check}('${operation}', ${sample(structure)})\n`
    })
  return `${HEAD}\n${calls.join('')}`
}

function sample(structure: Structure): string {
  if (typeof structure === 'string') {
    const types = structure.split('|')
    return SAMPLES[types.find((type) => type !== 'null') ?? 'null'] ?? 'null'
  }
  if (Array.isArray(structure)) return `[${(structure as readonly Structure[]).map(sample).join(', ')}]`
  const fields = Object.entries(structure).map(
    ([key, value]) => `'${key.replace(/\?$/, '')}': ${sample(value as Structure)}`,
  )
  return `{ ${fields.join(', ')} }`
}
