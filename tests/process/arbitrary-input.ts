import fc from 'fast-check'
import type { z } from 'zod'

/*
 * Options for generating inputs of a call from its schema. The generator supports the parts of zod that the contract
 * uses, and throws for all others.
 */

export interface InputOptions {
  /** Generates a value for a string without a pattern, by the name of its field. */
  readonly text: (field: string, max: number) => fc.Arbitrary<string>
  /** Returns an id from earlier output, because a random id would never exist. */
  readonly id: () => string
}

type Definition = {
  readonly type: string
  readonly format?: string
  readonly pattern?: RegExp
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>
  readonly innerType?: z.core.$ZodType
  readonly element?: z.core.$ZodType
  readonly items?: readonly z.core.$ZodType[]
  readonly options?: readonly z.core.$ZodType[]
  readonly keyType?: z.core.$ZodType
  readonly valueType?: z.core.$ZodType
  readonly entries?: Readonly<Record<string, string>>
  readonly values?: readonly unknown[]
  readonly checks?: readonly z.core.$ZodCheck[]
}

interface Check {
  readonly check: string
  readonly format?: string
  readonly pattern?: RegExp
  readonly minimum?: number
  readonly maximum?: number
  readonly value?: number
}

const definitionOf = (schema: z.core.$ZodType): Definition => schema._zod.def as unknown as Definition
const checksOf = ({ checks }: Definition): readonly Check[] => (checks ?? []).map(({ _zod }) => _zod.def as Check)

/** Generates values that the schema accepts. It ignores limits that depend on each other. */
export function arbitraryInput(schema: z.core.$ZodType, options: InputOptions, field = ''): fc.Arbitrary<unknown> {
  const definition = definitionOf(schema)
  const checks = checksOf(definition)
  const bound = (names: readonly string[], fallback: number): number => {
    const found = checks.find(({ check }) => names.includes(check))
    return found?.minimum ?? found?.maximum ?? found?.value ?? fallback
  }
  const inner = (part: z.core.$ZodType | undefined): fc.Arbitrary<unknown> => {
    if (!part) throw new Error(`A schema of the type "${definition.type}" lacks a part.`)
    return arbitraryInput(part, options, field)
  }
  switch (definition.type) {
    case 'object': {
      const parts = Object.entries(definition.shape ?? {})
      const required = parts.filter(([, part]) => !['optional', 'default'].includes(definitionOf(part).type))
      return fc.record(Object.fromEntries(parts.map(([name, part]) => [name, arbitraryInput(part, options, name)])), {
        requiredKeys: required.map(([name]) => name),
      })
    }
    case 'optional':
    case 'default':
    case 'readonly':
      return inner(definition.innerType)
    case 'string':
      return stringOf(definition, checks, options, field, bound(['min_length'], 0), bound(['max_length'], 200))
    case 'number': {
      const [min, max] = [bound(['greater_than'], -1e9), bound(['less_than'], 1e9)]
      const isWhole = checks.some(({ check }) => check === 'number_format')
      return isWhole
        ? fc.oneof(fc.integer({ min, max: Math.min(max, min + 50) }), fc.integer({ min, max }))
        : fc.double({ min, max, noNaN: true })
    }
    case 'boolean':
      return fc.boolean()
    case 'enum':
      return fc.constantFrom(...Object.values(definition.entries ?? {}))
    case 'literal':
      return fc.constantFrom(...(definition.values ?? []))
    case 'array':
      return fc.array(inner(definition.element), {
        minLength: Math.min(bound(['min_length'], 0), 5),
        maxLength: Math.min(bound(['max_length'], 5), 5),
      })
    case 'tuple':
      return fc.tuple(...(definition.items ?? []).map((item) => arbitraryInput(item, options, field)))
    case 'record':
      return fc
        .array(fc.tuple(inner(definition.keyType), inner(definition.valueType)), { maxLength: 8 })
        .map((pairs) => Object.fromEntries(pairs))
    case 'union':
      return fc.oneof(...(definition.options ?? []).map((option) => arbitraryInput(option, options, field)))
    default:
      throw new Error(`The generator does not know the schema type "${definition.type}".`)
  }
}

function stringOf(
  definition: Definition,
  checks: readonly Check[],
  options: InputOptions,
  field: string,
  min: number,
  max: number,
): fc.Arbitrary<string> {
  if (definition.format === 'uuid')
    return fc.oneof(
      fc.constant(0).map(() => options.id()),
      fc.uuid(),
    )
  if (definition.format === 'base64')
    return fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString('base64'))
  const pattern = checks.find(({ format }) => format === 'regex')?.pattern
  if (pattern) return fc.stringMatching(pattern)
  return options.text(field, max).map((text) => text.slice(0, max).padEnd(min, 'x'))
}

/** JSON values that are edge cases, for mutated inputs. */
const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  '\0',
  '\ud800',
  '\udfff\ud800',
  '\u202e\u0000\u001b[2J',
  '__proto__',
  'constructor',
  '../../../../etc/passwd',
  '..%2f..%2f',
  '%',
  '{{a}}',
  'x'.repeat(70_000),
  [],
  {},
  [[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]],
  Array.from({ length: 3_000 }, () => 1),
  Array.from({ length: 3_000 }, () => 'x'),
  { toString: 1, valueOf: null, constructor: {}, hasOwnProperty: [] },
  JSON.parse('{"__proto__":{"polluted":true}}'),
]

/**
 * Returns the value with one part replaced, removed, duplicated or added. `choices` are random numbers, used in order.
 */
export function mutateValue(value: unknown, choices: readonly number[]): unknown {
  const [descend = 0, what = 0, odd = 0, ...rest] = choices
  if (typeof value === 'object' && value !== null && descend % 4 !== 0) {
    const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value }
    const names = Object.keys(copy)
    const name = names[what % Math.max(1, names.length)]
    if (name === undefined || odd % 9 === 0) Object.assign(copy, { [`odd${what}`]: oddValue(odd) })
    else if (odd % 9 === 1) Reflect.deleteProperty(copy, name)
    else
      Object.assign(copy, {
        [name]: mutateValue(copy[name as keyof typeof copy], rest.length > 0 ? rest : [0, what, odd]),
      })
    return copy
  }
  if (typeof value === 'string' && what % 3 === 0) return value + JSON.stringify(oddValue(odd)).slice(0, 2_000)
  return oddValue(odd)
}

const oddValue = (choice: number): unknown => ODD_VALUES[choice % ODD_VALUES.length]
