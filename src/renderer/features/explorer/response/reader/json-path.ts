import type { JsonDocument } from './json-document.ts'

/* JSONPath (RFC 9535), parsed into data; no expression is ever run as code. match() and search() are not supported,
   because their patterns can take unbounded time. */

export type Query = { readonly from: 'root' | 'current'; readonly segments: readonly Segment[] }

export interface Segment {
  readonly deep: boolean
  readonly selectors: readonly Selector[]
}

export type Selector =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'all' }
  | { readonly kind: 'place'; readonly place: number }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number; readonly step: number }
  | { readonly kind: 'filter'; readonly test: Test }

export type Test =
  | { readonly kind: 'or' | 'and'; readonly tests: readonly Test[] }
  | { readonly kind: 'not'; readonly test: Test }
  | { readonly kind: 'exists'; readonly query: Query }
  | { readonly kind: 'compare'; readonly how: Comparison; readonly left: Operand; readonly right: Operand }

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>='

export type Operand =
  | { readonly kind: 'literal'; readonly value: string | boolean | null }
  /** As written, so that long numbers stay exact. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'query'; readonly query: Query }
  | { readonly kind: 'length' | 'value'; readonly of: Operand }
  | { readonly kind: 'count'; readonly query: Query }

/** An invalid JSONPath: the position and what was expected. */
export class JsonPathError extends Error {
  override readonly name = 'JsonPathError'
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

/** The JSONPath of a value: `$.orders[3].conid`, `$['a b']`. Truncated in the middle beyond `most` characters. */
export function pathOf(document: JsonDocument, value: number, most = Number.POSITIVE_INFINITY): string {
  const parts: string[] = []
  let length = 1
  for (let inner = value; document.index.parent(inner) !== inner; inner = document.index.parent(inner)) {
    const part = stepOf(document, inner)
    length += part.length
    // The end identifies the value.
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
