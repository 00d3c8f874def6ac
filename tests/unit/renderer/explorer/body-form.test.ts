import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkBody } from '../../../../src/renderer/features/explorer/request/body/check-body.ts'
import { notesOf } from '../../../../src/renderer/features/explorer/request/body/field-notes.ts'
import type { JsonNode } from '../../../../src/renderer/features/explorer/request/body/json-node.ts'
import {
  memberValue,
  repeatedName,
  shareNodes,
  withItem,
  withMember,
} from '../../../../src/renderer/features/explorer/request/body/json-node.ts'
import { readJson, writeJson } from '../../../../src/renderer/features/explorer/request/body/read-json.ts'
import { readableBody } from '../../../../src/renderer/features/explorer/request/body/readable-body.ts'
import { choiceFor, fits } from '../../../../src/renderer/features/explorer/request/body/shape-fit.ts'
import {
  isOfKind,
  isValueShape,
  nodeOfText,
  specOf,
  textOf,
} from '../../../../src/renderer/features/explorer/request/body/value-spec.ts'
import { loadAllDetails } from '../../../../src/shared/catalogue/details/load-details.ts'
import type { Shape } from '../../../../src/shared/catalogue/shape.ts'
import { propertyRuns } from '../../../process/property-runs.ts'
import { textOfShape } from './value-of-shape.ts'

const details = await loadAllDetails()
const bodies = [...details].flatMap(([id, { body }]) =>
  body?.kind === 'json' || body?.kind === 'jwt' ? [[id, body.shape] as const] : [],
)

function read(text: string): JsonNode {
  const result = readJson(text)
  if (result.kind === 'unreadable') throw new Error(`${result.reason}\n${text}`)
  return result.node
}

/** Returns all tokens of a body in order. Only white space may differ. */
const tokens = (text: string): readonly string[] =>
  text.match(/"(?:[^"\\]|\\.)*"|\{\{[^{}"]*\}\}|[{}[\]:,]|[^\s{}[\]:,"]+/gs) ?? []

/** Types the current text into every field again, without changes. */
function retyped(shape: Shape, node: JsonNode, owner?: JsonNode): JsonNode {
  if (isValueShape(shape)) {
    const text = textOf(node)
    const again = text === undefined ? node : nodeOfText(specOf(shape), text)
    // A value of another type stays unchanged until the user edits it.
    return again && isOfKind(specOf(shape), node) ? again : node
  }
  if (!fits(shape, node)) return node
  switch (shape.kind) {
    case 'object':
      return shape.fields.reduce<JsonNode>((whole, field) => {
        const value = memberValue(node, field.name)
        return value ? withMember(whole, field.name, retyped(field, value, node)) : whole
      }, node)
    case 'array':
      return node.kind === 'array'
        ? node.items.reduce<JsonNode>((whole, item, at) => withItem(whole, at, retyped(shape.items, item)), node)
        : node
    case 'oneOf': {
      const choice = choiceFor(shape, node, owner)
      return choice ? retyped(choice, node) : node
    }
    default:
      return node
  }
}

describe('body conversion between JSON and form', () => {
  test.each(bodies)('converts %s between JSON and form without loss', (_id, shape) => {
    fc.assert(
      fc.property(textOfShape(shape), (text) => {
        const node = read(text)
        if (repeatedName(node) !== undefined) return
        expect(tokens(writeJson(node))).toEqual(tokens(text))
        expect(tokens(writeJson(retyped(shape, node)))).toEqual(tokens(text))
      }),
      { numRuns: propertyRuns(25) },
    )
  })

  test("stores the user's input even if it is not valid yet", () => {
    const kinds = fc.constantFrom('string', 'integer', 'number', 'boolean')
    fc.assert(
      fc.property(
        kinds,
        fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('1.', '-', '007', 'tru')),
        (kind, typed) => {
          const node = nodeOfText({ kind } as { kind: 'string' }, typed)
          expect(node && textOf(read(writeJson(node)))).toBe(typed)
        },
      ),
    )
  })

  test.each(bodies)('keeps all other values of %s when one value changes', (_id, shape) => {
    fc.assert(
      fc.property(textOfShape(shape), fc.nat(), (text, pick) => {
        const node = read(text)
        if (node.kind !== 'object' || node.members.length === 0 || repeatedName(node) !== undefined) return
        const { name, value } = node.members[pick % node.members.length] ?? { name: '', value: node }
        const mark = read('"changed here"')
        const changed = read(writeJson(withMember(node, name, mark)))
        const back = withMember(changed, name, value)
        expect(tokens(writeJson(back))).toEqual(tokens(text))
        expect(memberValue(changed, name)).toEqual(mark)
      }),
      { numRuns: propertyRuns(15) },
    )
  })

  test.each(bodies)('keeps the objects of unchanged nodes in %s', (_id, shape) => {
    fc.assert(
      fc.property(textOfShape(shape), fc.nat(), (text, pick) => {
        const node = read(text)
        if (node.kind !== 'object' || node.members.length === 0 || repeatedName(node) !== undefined) return
        const { name } = node.members[pick % node.members.length] ?? { name: '' }
        const changed = shareNodes(node, read(writeJson(withMember(node, name, read('"changed here"')))))
        const others = (whole: JsonNode) =>
          whole.kind === 'object' ? whole.members.filter((member) => member.name !== name) : []
        expect(others(changed).every((member, at) => member === others(node)[at])).toBe(true)
      }),
      { numRuns: propertyRuns(10) },
    )
  })

  test('reuses nodes of the previous body without changing the content', () => {
    const texts = fc.oneof(...bodies.slice(0, 8).map(([, shape]) => textOfShape(shape)))
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        expect(tokens(writeJson(shareNodes(read(one), read(other))))).toEqual(tokens(other))
      }),
      { numRuns: propertyRuns(100) },
    )
  })

  test('inserts a field at its position in the catalogue', () => {
    const node = read('{"b": 1.50, "stranger": {"x": 1}}')
    const changed = withMember(node, 'a', read('"x"'), ['a', 'b', 'c'])
    expect(JSON.stringify(JSON.parse(writeJson(changed)))).toBe('{"a":"x","b":1.5,"stranger":{"x":1}}')
    expect(writeJson(changed)).toContain('1.50')
  })

  test.each([
    ['{"orders": [', /Line 1, column 13/],
    ['[1]', /expects an object, not an array/],
    ['{"orders": [], "orders": []}', /same name twice/],
    [`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`, /nested too deeply/],
    [`{"a": "${'x'.repeat(300_000)}"}`, /too long/],
    ['{"a": "\\q"}', /Line 1, column 7/],
  ])('reports why there is no form for %.40s', (text, reason) => {
    const place = details.get('orders.place')
    expect(place && readableBody(place, text)).toMatchObject({ kind: 'raw', reason: expect.stringMatching(reason) })
  })
})

describe('body validation', () => {
  const place = details.get('orders.place')?.body
  const shape = place?.kind === 'json' ? place.shape : undefined
  const problems = (order: string) =>
    shape ? checkBody(shape, read(`{"orders": [${order}]}`)).map(({ pointer, message }) => `${pointer} ${message}`) : []

  test('reports each error at its field', () => {
    expect(
      problems('{"conid": "abc", "side": "HOLD", "quantity": -1, "orderType": "STOP_LIMIT", "tif": "DAY"}'),
    ).toEqual([
      expect.stringMatching(/^\/orders\/0\/conid Enter a contract ID \(digits only\)/),
      expect.stringMatching(/^\/orders\/0\/side Enter one of BUY, SELL/),
      '/orders/0/quantity Enter at least 0.',
      '/orders/0/auxPrice auxPrice is required.',
    ])
  })

  test('reports an invalid symbol only on Send, not while the user types', () => {
    const shapeOf = { kind: 'integer', format: 'conid' } as const
    const found = checkBody(shapeOf, read('"TSLA"'))
    expect(notesOf(found, []).size).toBe(0)
    expect(found).toMatchObject([{ message: expect.stringMatching(/digits only/) }])
    expect(notesOf(checkBody(shapeOf, read('"12x"')), []).size).toBe(1)
  })

  test('reports incomplete JSON that would be sent as text', () => {
    const messages = (value: string) =>
      checkBody({ kind: 'any' }, read(JSON.stringify(value))).map(({ message }) => message)
    expect(messages('{"a": 1,')).toEqual([expect.stringMatching(/Not valid JSON: the value would be sent as text/)])
    expect(messages('{"a": 1}')).toEqual([])
    expect(messages('a text')).toEqual([])
  })

  test('accepts a variable as a value', () => {
    expect(
      problems('{"conid": {{conid:AAPL}}, "side": "BUY", "cashQty": 100, "orderType": "MKT", "tif": "DAY", "new": 1}'),
    ).toEqual([])
  })
})
