import type { JsonDocument } from './json-document.ts'

/** Error in a JSONPath, with its position. */
export class JsonPathError extends Error {
  override readonly name = 'JsonPathError'
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

/** Returns the JSONPath of a value: `$.orders[3].conid`, `$['a b']`. Truncates a long path in the middle. */
export function pathOf(document: JsonDocument, value: number, most = Number.POSITIVE_INFINITY): string {
  const parts: string[] = []
  let length = 1
  for (let inner = value; document.index.parent(inner) !== inner; inner = document.index.parent(inner)) {
    const part = stepOf(document, inner)
    length += part.length
    // Keeps the end of the path, because it identifies the value.
    if (length > most) return `$…${parts.reverse().join('')}`
    parts.push(part)
  }
  return `$${parts.reverse().join('')}`
}

function stepOf(document: JsonDocument, value: number): string {
  const name = document.name(value)
  if (name === undefined) return `[${document.positionOf(value)}]`
  if (PLAIN_NAME.test(name)) return `.${name}`
  return `['${JSON.stringify(name).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}']`
}
