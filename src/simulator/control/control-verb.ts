import type { SimulatorControls } from '../controls.ts'
import { SimulatorError } from '../simulator-error.ts'

/** Kind of a field: a `?` at its end lets it be left out. */
export type FieldKind = 'string' | 'number' | 'boolean' | 'string?' | 'number?' | 'boolean?'

/** Fields of a verb as they came, checked. */
export type Fields = Readonly<Record<string, string | number | boolean | undefined>>

/** One thing that a person can make happen over the control port. */
export interface ControlVerb {
  /** One line for whoever lists the verbs. */
  readonly summary: string
  readonly fields: Readonly<Record<string, FieldKind>>
  /** What it returns goes out as JSON; nothing becomes `{}`. */
  readonly run: (controls: SimulatorControls, fields: Fields) => unknown
}

/** Checks the fields of a verb; throws `WRONG_CONTROL` with a sentence. */
export function checkFields(name: string, verb: ControlVerb, given: Readonly<Record<string, unknown>>): Fields {
  const known = Object.keys(verb.fields)
  const stranger = Object.keys(given).find((field) => !known.includes(field))
  if (stranger !== undefined) {
    throw wrong(`${name} has no field "${stranger}"${known.length > 0 ? `; it has ${known.join(', ')}` : ''}`)
  }
  const fields: Record<string, string | number | boolean | undefined> = {}
  for (const [field, kind] of Object.entries(verb.fields)) {
    const value = given[field]
    const wanted = kind.replace('?', '')
    if (value === undefined && kind.endsWith('?')) continue
    const fits = typeof value === wanted && (typeof value !== 'number' || Number.isFinite(value))
    if (!fits) throw wrong(`${name} needs ${field} as a ${wanted}, not ${JSON.stringify(value) ?? 'nothing'}`)
    fields[field] = value as string | number | boolean
  }
  return fields
}

function wrong(message: string): SimulatorError {
  return new SimulatorError('WRONG_CONTROL', message)
}
