import { resolveSchema, type Schema, type Structure } from '../../../../scripts/routes/documented-responses.ts'

/** Number of documented properties, and how many of them a response contains. */
export interface StructureCoverage {
  readonly filled: number
  readonly total: number
  /** Paths of missing properties. */
  readonly missing: readonly string[]
}

/**
 * Counts the documented properties that a response contains. In arrays and maps, one item with the property is enough.
 */
export function measureStructureCoverage(structure: Structure, body: unknown): StructureCoverage {
  return measure(structure, [body], '')
}

/** Returns the structure of a schema. The example completes open arrays and objects. */
export function structureOf(schema: Schema, example: Structure | undefined): Structure {
  const plain = fromSchema(schema, 0)
  return example === undefined ? plain : overlay(plain, example)
}

function measure(structure: Structure, values: readonly unknown[], path: string): StructureCoverage {
  if (typeof structure === 'string') return { filled: 0, total: 0, missing: [] }
  if (isList(structure)) {
    const [item] = structure
    return item === undefined ? { filled: 0, total: 0, missing: [] } : measure(item, values.flatMap(items), path)
  }
  // If the live API returns an array instead of an object, the items of the array are compared.
  const objects = values.flatMap((value): readonly unknown[] => (Array.isArray(value) ? value : [value]))
  const names = new Set(Object.keys(structure))
  let [filled, total] = [0, 0]
  const missing: string[] = []
  for (const [name, inner] of Object.entries(structure)) {
    const found = objects.flatMap((value) => children(value, name, names))
    const below = measure(inner, found, `${path}/${name}`)
    total += 1 + below.total
    filled += (found.length > 0 ? 1 : 0) + below.filled
    if (found.length === 0) missing.push(`${path}/${name}`)
    missing.push(...below.missing)
  }
  return { filled, total, missing }
}

function children(value: unknown, name: string, names: ReadonlySet<string>): readonly unknown[] {
  if (!isRecord(value)) return []
  if (name !== '*') return name in value ? [value[name]] : []
  return Object.entries(value)
    .filter(([key]) => !names.has(key))
    .map(([, item]) => item)
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Schemas may be recursive; deeper levels are ignored. */
const deepest = 8

function fromSchema(schema: Schema, depth: number): Structure {
  const known = resolveSchema(schema)
  if (depth > deepest) return 'any'
  const parts = known.allOf?.map((part) => fromSchema(part, depth + 1)) ?? []
  const own = ownStructure(known, depth)
  const maps = [...parts, own].filter(isMap)
  return maps.length === 0 ? own : Object.assign({}, ...maps)
}

function ownStructure(schema: Schema, depth: number): Structure {
  const { properties, additionalProperties, items: item, type = 'any' } = schema
  // Variants that are next to properties only state which properties are required.
  const variant = properties === undefined ? (schema.oneOf?.[0] ?? schema.anyOf?.[0]) : undefined
  if (variant !== undefined) return fromSchema(variant, depth + 1)
  if (type === 'array') return item === undefined ? [] : [fromSchema(item, depth + 1)]
  const map = typeof additionalProperties === 'object' ? { '*': fromSchema(additionalProperties, depth + 1) } : {}
  if (properties === undefined && !('*' in map)) return type
  const named = Object.entries(properties ?? {})
    .map(([name, inner]) => [name, fromSchema(inner, depth + 1)] as const)
    // A successful response contains no error. In account management, the schema of the error is recursive.
    .filter(([name, inner]) => name !== 'error' || !isMap(inner))
  return { ...map, ...Object.fromEntries(named) }
}

function overlay(plain: Structure, example: Structure): Structure {
  if (typeof plain === 'string') return plain === 'object' || plain === 'any' ? example : plain
  if (isList(plain)) {
    if (!isList(example)) return plain
    const [item] = plain
    const [shown] = example
    if (item === undefined) return example
    return shown === undefined ? plain : [overlay(item, shown)]
  }
  if (!isMap(example)) return plain
  return Object.fromEntries(
    Object.entries(plain).map(([name, inner]) => [
      name,
      name in example ? overlay(inner, example[name] ?? 'any') : inner,
    ]),
  )
}

function isList(structure: Structure): structure is readonly Structure[] {
  return Array.isArray(structure)
}

function isMap(structure: Structure): structure is { readonly [name: string]: Structure } {
  return typeof structure === 'object' && !Array.isArray(structure)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
