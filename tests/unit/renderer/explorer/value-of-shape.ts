import fc from 'fast-check'
import type { Field, Shape } from '../../../../src/shared/catalogue/shape.ts'

const digits = fc.oneof(
  fc.integer().map(String),
  fc.bigInt().map(String),
  fc.constantFrom('0.10', '1e5', '12345678901234567890.123456789', '-0', '1.0E-7'),
)

const spelled = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('{{accountId}}', '', '5', 'true', '\u2028', '"', '\\'),
)
const text = spelled.map((value) => JSON.stringify(value))

/** Generates JSON strings with random values of a shape, and some members that the catalogue does not contain. */
export function textOfShape(shape: Shape, depth = 0): fc.Arbitrary<string> {
  switch (shape.kind) {
    case 'string':
      return shape.values
        ? fc.oneof(
            fc.constantFrom(...shape.values).map((value) => JSON.stringify(value)),
            text,
          )
        : text
    case 'integer':
    case 'number':
      return fc.oneof({ weight: 4, arbitrary: digits }, text, fc.constant('{{conid:AAPL}}'))
    case 'boolean':
      return fc.oneof(fc.constantFrom('true', 'false'), text)
    case 'array':
      return depth > 5
        ? fc.constant('[]')
        : fc.array(textOfShape(shape.items, depth + 1), { maxLength: 3 }).map((items) => `[${items.join(',')}]`)
    case 'object':
      return depth > 5 ? fc.constant('{}') : objectText(shape.fields, depth)
    case 'map':
      return fc
        .uniqueArray(fc.tuple(spelled, textOfShape(shape.values, depth + 1)), {
          maxLength: 3,
          selector: ([key]) => key,
        })
        .map((entries) => `{${entries.map(([key, value]) => `${JSON.stringify(key)}: ${value}`).join(',')}}`)
    case 'oneOf':
      return fc.oneof(...shape.choices.map((choice) => textOfShape(choice.shape, depth + 1)))
    case 'file':
      return fc.base64String({ maxLength: 40 }).map((value) => JSON.stringify(value))
    case 'any':
      return fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value))
  }
}

function objectText(fields: readonly Field[], depth: number): fc.Arbitrary<string> {
  const some = fc.subarray([...fields], { maxLength: Math.min(fields.length, depth > 2 ? 3 : 8) })
  return some.chain((chosen) =>
    fc
      .tuple(
        fc.tuple(...chosen.map((field) => textOfShape(field, depth + 1))),
        fc.option(fc.jsonValue({ maxDepth: 1 }).map((value) => JSON.stringify(value))),
      )
      .map(([values, stranger]) => {
        const known = chosen.map(({ name }, at) => `${JSON.stringify(name)}:${values[at]}`)
        return `{${[...known, ...(stranger === null ? [] : [`"not in the catalogue":${stranger}`])].join(', ')}}`
      }),
  )
}
