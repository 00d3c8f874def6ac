import { describe, expect, test } from 'vitest'
import { loadAllDetails } from '../../../src/shared/catalogue/details/load-details.ts'
import type { BodyDetails } from '../../../src/shared/catalogue/operation-details.ts'
import { operations } from '../../../src/shared/catalogue/operations.ts'
import type { Field, Json, Shape } from '../../../src/shared/catalogue/shape.ts'

const details = await loadAllDetails()

describe('fields of request bodies in the catalogue', () => {
  const everyField = new Map<Field, string>()
  for (const [id, { body }] of details) for (const shape of shapesOf(body)) collect(id, shape)

  test('describes over a thousand fields, each with a unique name and a short sentence', () => {
    expect(everyField.size).toBeGreaterThan(1_000)
    for (const [{ name, help }, id] of everyField) {
      expect(name, id).toMatch(/^[A-Za-z]\w*$/)
      expect(help, `${id} ${name}`).toMatch(/^[A-Z0-9].{3,150}\.$/)
    }
  })

  test('every condition names possible values of a field in the same object', () => {
    for (const [id, { body }] of details) for (const shape of shapesOf(body)) checkConditions(id, shape)
  })

  test('every default, example and meaning uses a listed value', () => {
    for (const [field, id] of everyField) {
      if (field.kind !== 'string' && field.kind !== 'integer' && field.kind !== 'number') continue
      const values = field.values?.map(String)
      if (values === undefined) continue
      const named = [field.default, field.example].filter((value) => value !== undefined).map(String)
      for (const value of [...named, ...Object.keys(field.meanings ?? {})]) {
        expect(values, `${id} ${field.name}`).toContain(value)
      }
    }
  })

  function collect(id: string, shape: Shape): void {
    for (const inner of childrenOf(shape)) collect(id, inner)
    if (shape.kind !== 'object') return
    for (const field of shape.fields) {
      if (everyField.has(field)) continue
      everyField.set(field, id)
      collect(id, field)
    }
  }
})

describe('example bodies of the operations', () => {
  const withExample = operations.filter(({ id, bodyExample }) => bodyExample !== undefined && details.has(id))

  test.each(withExample)('$id: the example body matches the documented fields', ({ id, bodyExample }) => {
    const body = details.get(id)?.body
    if (body === undefined) expect(bodyExample).toEqual({})
    else for (const shape of shapesOf(body)) expect(flawsOf('body', shape, bodyExample)).toEqual([])
  })
})

function shapesOf(body: BodyDetails | undefined): readonly Shape[] {
  if (body?.kind === 'json' || body?.kind === 'jwt') return [body.shape]
  return body?.kind === 'form' ? [{ kind: 'object', fields: body.fields }] : []
}

function childrenOf(shape: Shape): readonly Shape[] {
  switch (shape.kind) {
    case 'array':
      return [shape.items]
    case 'map':
      return [shape.values]
    case 'oneOf':
      return shape.choices.map((choice) => choice.shape)
    default:
      return []
  }
}

function checkConditions(id: string, shape: Shape, seen = new Set<Shape>()): void {
  if (seen.has(shape)) return
  seen.add(shape)
  for (const inner of childrenOf(shape)) checkConditions(id, inner, seen)
  if (shape.kind !== 'object') return
  for (const field of shape.fields) {
    checkConditions(id, field, seen)
    const conditions = [field.when, ...(field.kind === 'oneOf' ? field.choices.map(({ when }) => when) : [])]
    for (const when of conditions) {
      if (when === undefined) continue
      const other = shape.fields.find(({ name }) => name === when.field)
      expect(other, `${id} ${field.name}`).toBeDefined()
      const closed = other && 'values' in other && other.kind !== 'map' && !('open' in other) ? other.values : undefined
      if (closed) for (const value of when.is) expect(closed, `${id} ${field.name}`).toContain(value)
    }
  }
}

/** Returns the places where a value does not match its documented shape. A variable (`{{…}}`) matches every shape. */
function flawsOf(at: string, shape: Shape, value: Json | undefined): readonly string[] {
  if (typeof value === 'string' && value.startsWith('{{')) return []
  switch (shape.kind) {
    case 'string':
      return typeof value === 'string' && (!shape.values || shape.open || shape.values.includes(value)) ? [] : [at]
    case 'integer':
      return Number.isInteger(value) ? [] : [at]
    case 'number':
      return typeof value === 'number' ? [] : [at]
    case 'boolean':
      return typeof value === 'boolean' ? [] : [at]
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item: Json, index) => flawsOf(`${at}[${index}]`, shape.items, item))
        : [at]
    case 'oneOf':
      return shape.choices.some((choice) => flawsOf(at, choice.shape, value).length === 0) ? [] : [at]
    case 'object': {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [at]
      const known = new Set(shape.fields.map(({ name }) => name))
      const given = value as { readonly [key: string]: Json }
      return [
        ...Object.keys(given).filter((name) => !known.has(name)),
        ...shape.fields.flatMap((field) => {
          if (given[field.name] !== undefined) return flawsOf(`${at}.${field.name}`, field, given[field.name])
          return field.required === true && field.when === undefined ? [`${at}.${field.name} missing`] : []
        }),
      ]
    }
    default:
      return []
  }
}
