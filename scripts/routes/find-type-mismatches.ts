import { membersOf, type Type } from './type-model.ts'

/**
 * Returns the differences between a JSON value and a type: an unknown key, a value of another type, or a missing
 * required field. Empty if the value fits at least one member of a union.
 */
export function findTypeMismatches(type: Type, value: unknown, path = '$'): readonly string[] {
  const found = membersOf(type).map((member) => memberMismatches(member, value, path))
  return found.toSorted((a, b) => a.length - b.length)[0] ?? []
}

function memberMismatches(type: Type, value: unknown, path: string): readonly string[] {
  const other = [`${path}: ${value === null ? 'null' : typeof value} instead of ${type.kind}`]
  switch (type.kind) {
    case 'unknown':
      return []
    case 'array':
      if (!Array.isArray(value)) return other
      return value.flatMap((item) => findTypeMismatches(type.items, item, `${path}[]`))
    case 'map':
      return isRecord(value)
        ? Object.values(value).flatMap((each) => findTypeMismatches(type.values, each, `${path}.*`))
        : other
    case 'object': {
      if (!isRecord(value)) return other
      const fields = new Map(type.fields.map((field) => [field.name, field]))
      const missing = type.fields.filter(({ name, optional }) => !optional && !(name in value))
      return [
        ...missing.map(({ name }) => `${path}.${name}: missing`),
        ...Object.entries(value).flatMap(([key, each]) => {
          const known = fields.get(key)?.type ?? type.rest
          return known === undefined
            ? [`${path}.${key}: no such field`]
            : findTypeMismatches(known, each, `${path}.${key}`)
        }),
      ]
    }
    case 'null':
      return value === null ? [] : other
    case 'literals':
      return type.open || type.values.includes(value as string) ? [] : other
    case 'undefined':
      return value === undefined || value === '' ? [] : other
    default:
      return typeof value === type.kind ? [] : other
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
