/**
 * A JSON text taken apart without loss: numbers keep their digits, texts their escapes, objects their order, and a variable may
 * stand where a value does. Only white space is not kept.
 */
export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | TextNode
  | { readonly kind: 'number'; readonly source: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  /** `{{name}}` without quotes. */
  | { readonly kind: 'variable'; readonly source: string }

export interface TextNode {
  readonly kind: 'string'
  readonly value: string
  /** As it was written, with its quotes. */
  readonly source: string
}

export interface JsonMember {
  readonly name: string
  /** As it was written, with its quotes. */
  readonly source: string
  readonly value: JsonNode
}

/** A JSON pointer (RFC 6901) into a body; the empty text is the whole. */
export type Pointer = '' | `/${string}`

export const childOf = (pointer: Pointer, name: string | number): Pointer =>
  `${pointer}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`

export const EMPTY_OBJECT: JsonNode = { kind: 'object', members: [] }

export const textNode = (value: string): TextNode => ({ kind: 'string', value, source: JSON.stringify(value) })

export const memberOf = (name: string, value: JsonNode): JsonMember => ({ name, source: JSON.stringify(name), value })
