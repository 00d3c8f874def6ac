import type { JsonDocument } from './json-document.ts'

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

/** The JSONPath of a value: `$.orders[3].conid`, `$['a b']`. Cut in its middle where it is longer than `most`. */
export function pathOf(document: JsonDocument, value: number, most = Number.POSITIVE_INFINITY): string {
  const parts: string[] = []
  let length = 1
  for (let inner = value; document.index.parent(inner) !== inner; inner = document.index.parent(inner)) {
    const part = stepOf(document, inner)
    length += part.length
    // The end is what tells values apart.
    if (length > most) return `$…${parts.reverse().join('')}`
    parts.push(part)
  }
  return `$${parts.reverse().join('')}`
}

function stepOf(document: JsonDocument, value: number): string {
  const name = document.name(value)
  if (name === undefined) return `[${document.place(value)}]`
  if (PLAIN_NAME.test(name)) return `.${name}`
  return `['${JSON.stringify(name).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}']`
}
