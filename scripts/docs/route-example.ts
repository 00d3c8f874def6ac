import type { Operation, Parameter } from '../../src/shared/catalogue/operation.ts'
import type { OperationDetails } from '../../src/shared/catalogue/operation-details.ts'
import { listPathParameters } from '../../src/shared/catalogue/path-parameters.ts'
import type { Field, Json, Shape } from '../../src/shared/catalogue/shape.ts'

/** A value that the reader has to supply, represented by the name of a variable. */
class Variable {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

type Value = Json | Variable | readonly Value[] | { readonly [name: string]: Value }

/** The code of one call, and the variables that it uses with their types. */
export interface RouteExample {
  readonly code: string
  readonly variables: Readonly<Record<string, 'string' | 'number'>>
}

/** Writes the shortest call of an operation that IBKR accepts, with the example values of the catalogue. */
export function createRouteExample(route: string, operation: Operation, details: OperationDetails): RouteExample {
  const path = Object.fromEntries(listPathParameters(operation).map((one) => [one.name, parameterValue(one)]))
  const needed = (operation.query ?? []).filter(({ required }) => required)
  const query = Object.fromEntries(needed.map((one) => [one.name, parameterValue(one)]))
  const body = bodyValue(operation, details)
  const input = {
    ...(Object.keys(path).length > 0 && { path }),
    ...(Object.keys(query).length > 0 && { query }),
    ...(body !== undefined && { body }),
    ...(details.body?.kind === 'jwt' && { jwt: true }),
  }
  const isEmpty = Object.keys(input).length === 0
  const form = details.body?.kind === 'form'
  const code = `const response = await client.request('${route}'${isEmpty ? '' : `, ${print(input, '', form)}`})`
  return { code, variables: Object.fromEntries(variablesOf(input)) }
}

function parameterValue({ name, kind, example, values, default: fallback }: Parameter): Value {
  const text = example ?? values?.[0] ?? fallback
  if (text === undefined) return new Variable(kind === 'integer' || kind === 'number' ? `${name}#` : name)
  const variable = /^\{\{(\w+)\}\}$/.exec(text)?.[1]
  if (variable !== undefined) return new Variable(variable)
  if (kind === 'boolean' && values === undefined) return text === 'true'
  return (kind === 'integer' || kind === 'number') && text.trim() !== '' && !Number.isNaN(Number(text))
    ? Number(text)
    : text
}

function bodyValue({ bodyExample }: Operation, { body }: OperationDetails): Value | undefined {
  if (body === undefined) return undefined
  if (bodyExample !== undefined) return withVariables(bodyExample)
  switch (body.kind) {
    case 'json':
    case 'jwt':
      return shapeValue(body.shape, 'body')
    case 'form':
      return groupValue(body.fields)
    case 'text':
      return new Variable('text')
    case 'unknown':
      return {}
  }
}

function withVariables(json: Json): Value {
  if (typeof json === 'string') {
    const variable = /^\{\{(\w+)\}\}$/.exec(json)?.[1]
    return variable === undefined ? json : new Variable(variable)
  }
  if (Array.isArray(json)) return json.map(withVariables)
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, withVariables(value)]))
}

function groupValue(fields: readonly Field[]): Value {
  const needed = fields.filter((field) => field.required === true && field.when === undefined)
  return Object.fromEntries(needed.map((field) => [field.name, fieldValue(field)]))
}

function fieldValue(field: Field): Value {
  return field.example === undefined ? shapeValue(field, field.name) : withVariables(field.example)
}

function shapeValue(shape: Shape, name: string): Value {
  switch (shape.kind) {
    case 'string':
      return shape.default ?? shape.values?.[0] ?? new Variable(name)
    case 'integer':
    case 'number':
      return shape.default ?? shape.values?.[0] ?? new Variable(`${name}#`)
    case 'boolean':
      return shape.default ?? true
    case 'array':
      return [shapeValue(shape.items, name)]
    case 'object':
      return groupValue(shape.fields)
    case 'map':
      return { [shape.keys.includes(' ') ? name : shape.keys]: shapeValue(shape.values, name) }
    case 'oneOf':
      return shape.choices[0] === undefined ? {} : shapeValue(shape.choices[0].shape, name)
    case 'file':
      return new Variable('base64')
    case 'any':
      return {}
  }
}

function variablesOf(value: Value): readonly (readonly [string, 'string' | 'number'])[] {
  if (value instanceof Variable) return [[variableName(value), value.name.endsWith('#') ? 'number' : 'string']]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap((one: Value) => variablesOf(one))
}

/** Returns the name of a variable. `#` marks a variable of type number. */
function variableName({ name }: Variable): string {
  return name
    .replace('#', '')
    .replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, letter: string | undefined) => letter?.toUpperCase() ?? '')
}

const LINE = 76

function print(value: Value, indent: string, asForm = false): string {
  if (value instanceof Variable) return variableName(value)
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const inner = `${indent}  `
  const isList = Array.isArray(value)
  const entries = isList
    ? (value as readonly Value[]).map((one) => print(one, inner))
    : Object.entries(value as Readonly<Record<string, Value>>).map(([name, one]) => {
        if (asForm && name === 'body') return `body: new URLSearchParams(${print(one, inner)})`
        const text = print(one, inner)
        return text === name ? name : `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`}: ${text}`
      })
  const [open, close] = isList ? ['[', ']'] : ['{', '}']
  if (entries.length === 0) return open + close
  const line = isList ? `[${entries.join(', ')}]` : `{ ${entries.join(', ')} }`
  if (line.length + indent.length <= LINE && !line.includes('\n')) return line
  return `${open}\n${entries.map((entry) => `${inner}${entry},\n`).join('')}${indent}${close}`
}
