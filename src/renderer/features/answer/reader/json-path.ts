/* JSONPath as RFC 9535 has it, read into data. Nothing of an expression is ever run as code. Left out: match() and search(),
   whose patterns can take for ever. */

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
  /** As it is written, so that long ones stay exact. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'query'; readonly query: Query }
  | { readonly kind: 'length' | 'value'; readonly of: Operand }
  | { readonly kind: 'count'; readonly query: Query }

/** An expression that is no JSONPath: where, and what would be right. */
export class JsonPathError extends Error {
  override readonly name = 'JsonPathError'
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}
