import type { Structure } from './documented-responses.ts'
import { correctType, createUnion, type FieldType, type Type, UNKNOWN } from './type-model.ts'

/**
 * Returns the type of a structure. Fields of a documented example are optional, because they may be missing elsewhere.
 * Fields of a recorded response are required unless their name ends in `?`.
 */
export function createStructureType(
  structure: Structure,
  source: 'example' | 'recording',
  sometimes: readonly string[] = [],
): Type {
  if (typeof structure === 'string') {
    return createUnion(structure.split('|').map((name) => ({ kind: name as 'string' | 'number' | 'boolean' | 'null' })))
  }
  if (Array.isArray(structure)) {
    const items = (structure as readonly Structure[]).map((item) => createStructureType(item, source, sometimes))
    return {
      kind: 'array',
      items: items.reduce((whole, item) => correctType(whole, item, { additional: true }), UNKNOWN),
    }
  }
  const entries = Object.entries(structure)
  const [any] = entries.filter(([name]) => name === '*')
  if (any !== undefined && entries.length === 1)
    return { kind: 'map', values: createStructureType(any[1], source, sometimes) }
  const fields = entries
    .filter(([name]) => name !== '*')
    .map(([name, value]): FieldType => {
      const optional = source === 'example' || name.endsWith('?') || sometimes.includes(name)
      return {
        name: name.replace(/\?$/, ''),
        type: createStructureType(value as Structure, source, sometimes),
        optional,
      }
    })
  return {
    kind: 'object',
    fields,
    ...(any && { rest: createStructureType(any[1], source, sometimes) }),
    ...(source === 'recording' && { recorded: true }),
  }
}
