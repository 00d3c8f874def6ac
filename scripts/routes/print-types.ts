import { contentOf, createUnion, type FieldType, type ObjectType, type Type } from './type-model.ts'
import { BETTER_NAMES } from './type-names.ts'

/** Where a type is used. In types for input, arrays are read-only. */
export type Direction = 'input' | 'response'

/** Minimum length of a type that gets a name; shorter types are repeated. */
const MIN_NAMED_LENGTH = 45
const MIN_NAMED_VALUES = 4
interface Use {
  readonly type: Type
  readonly direction: Direction
  /** Names for the type, the best first. */
  readonly names: readonly string[]
  count: number
}

/** Prints types. A type that is used more than once gets a name. */
export class TypePrinter {
  readonly #uses = new Map<string, Use>()
  readonly #names = new Map<string, string>()

  /**
   * Counts the types within a type. Every type is counted before the first one is printed.
   * @param path names of the operation and of the fields around the type, the innermost last
   */
  count(type: Type, direction: Direction, path: readonly string[]): void {
    const use = this.#uses.get(keyOf(type, direction))
    const schema = type.kind === 'object' ? type.schema : undefined
    if (use !== undefined) use.count++
    else this.#uses.set(keyOf(type, direction), { type, direction, names: createNames(schema, path), count: 1 })
    // The types inside a named type are printed only once.
    if (use !== undefined && type.kind === 'object') return
    for (const [step, inner] of innerTypes(type)) {
      const outer = schema === undefined ? path : [schema]
      this.count(inner, direction, step === '' ? outer : [...outer, inner.kind === 'array' ? singular(step) : step])
    }
  }

  /** Chooses the named types and prints their declarations, by name. */
  declarations(): string {
    const taken = new Set<string>()
    const named = [...this.#uses].filter(([, use]) => use.count > 1 && this.#deservesName(use))
    for (const [key, { names }] of named) {
      const name = names.map((each) => BETTER_NAMES[each] ?? each).find((each) => !taken.has(each))
      if (name === undefined) throw new Error(`Two types would have the name ${names.at(-1)}: add one to BETTER_NAMES`)
      taken.add(name)
      this.#names.set(key, name)
    }
    const unused = Object.values(BETTER_NAMES).filter((name) => !taken.has(name))
    if (unused.length > 0) throw new Error(`No type has the name ${unused.join(', ')}: remove it from BETTER_NAMES`)
    return named
      .map(([key, { type, direction }]) => ({ name: this.#names.get(key) ?? '', type, direction }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, type, direction }) =>
        type.kind === 'object'
          ? `export interface ${name} ${this.#content(type, direction, '')}\n`
          : `export type ${name} = ${this.#content(type, direction, '')}\n`,
      )
      .join('\n')
  }

  print(type: Type, direction: Direction, indent: string): string {
    return this.#names.get(keyOf(type, direction)) ?? this.#content(type, direction, indent)
  }

  #deservesName({ type, direction }: Use): boolean {
    if (type.kind === 'object') return this.#content(type, direction, '').length >= MIN_NAMED_LENGTH
    return type.kind === 'literals' && type.values.length >= MIN_NAMED_VALUES
  }

  #content(type: Type, direction: Direction, indent: string): string {
    const print = (inner: Type) => this.print(inner, direction, indent)
    switch (type.kind) {
      case 'array': {
        const isUnion = (type.items.kind === 'union' || type.items.kind === 'literals') && /\|/.test(print(type.items))
        const items = isUnion ? `(${print(type.items)})` : print(type.items)
        return `${direction === 'input' ? 'readonly ' : ''}${items}[]`
      }
      case 'map':
        return `Record<string, ${print(type.values)}>`
      case 'union':
        return type.members
          .map((member) => (member.kind === 'array' && direction === 'input' ? `(${print(member)})` : print(member)))
          .join(' | ')
      case 'literals': {
        const values = type.values.map(literal)
        const rest = typeof type.values[0] === 'number' ? 'number' : '(string & {})'
        return [...values, ...(type.open ? [rest] : [])].join(' | ')
      }
      case 'object':
        return type.fields.length === 0
          ? '{}'
          : `{\n${type.fields.map((field) => this.#field(field, direction, `${indent}  `)).join('')}${this.#rest(type, direction, `${indent}  `)}${indent}}`
      case 'form':
        return 'URLSearchParams'
      default:
        return type.kind
    }
  }

  /** Returns the index signature for all other keys. It must also accept the values of the named fields. */
  #rest({ fields, rest }: ObjectType, direction: Direction, indent: string): string {
    if (rest === undefined) return ''
    const types = createUnion([rest, ...fields.map(({ type }) => type), { kind: 'undefined' }])
    return `${indent}[key: string]: ${this.print(types, direction, indent)}\n`
  }

  #field({ name, type, optional, help, deprecated }: FieldType, direction: Direction, indent: string): string {
    const text = [help, deprecated && '@deprecated'].filter((part) => part).join(' ')
    const comment = text === '' ? '' : `${indent}/** ${text.replaceAll('*/', '* /')} */\n`
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name)
    return `${comment}${indent}${key}${optional ? '?' : ''}: ${this.print(type, direction, indent)}\n`
  }
}

function innerTypes(type: Type): readonly (readonly [string, Type])[] {
  switch (type.kind) {
    case 'array':
      return [['', type.items]]
    case 'map':
      return [['', type.values]]
    case 'union':
      return type.members.map((member) => ['', member] as const)
    case 'object':
      return [
        ...type.fields.map((field) => [field.name, field.type] as const),
        ...(type.rest === undefined ? [] : [['', type.rest] as const]),
      ]
    default:
      return []
  }
}

function keyOf(type: Type, direction: Direction): string {
  return `${direction} ${contentOf(type)}`
}

function literal(value: string | number): string {
  return typeof value === 'number' ? String(value) : `'${value.replace(/['\\]/g, '\\$&')}'`
}

/** Returns the name of the schema, then the innermost field, each preceded by more and more of the fields around it. */
function createNames(schema: string | undefined, path: readonly string[]): readonly string[] {
  const parts = (schema === undefined ? path : [...path, schema]).map(pascalCase)
  return parts.map((_, index) => joinNames(parts.slice(parts.length - 1 - index)))
}

/** Joins names, without repeating a name that the next one begins with. */
function joinNames(parts: readonly string[]): string {
  return parts.reduce((name, part) => (part.startsWith(name) ? part : `${name}${part}`), '')
}

function singular(name: string): string {
  return name.replace(/ies$/, 'y').replace(/(?<![su])s$/, '')
}

function pascalCase(name: string): string {
  const text = name.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  return /^[A-Z]/.test(text) ? text.replace(/[^A-Za-z0-9]/g, '') : `Type${text.replace(/[^A-Za-z0-9]/g, '')}`
}
