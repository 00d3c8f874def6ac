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

/** The last one of that name, as every reader of JSON takes it. */
export function memberValue(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.members.findLast((member) => member.name === name)?.value : undefined
}

/** An object with one member set, or taken out with undefined; a new one goes behind those that stand before it in `order`. */
export function withMember(
  node: JsonNode | undefined,
  name: string,
  value: JsonNode | undefined,
  order: readonly string[] = [],
): JsonNode {
  const members = node?.kind === 'object' ? node.members : []
  if (value === undefined) return { kind: 'object', members: members.filter((member) => member.name !== name) }
  const at = members.findLastIndex((member) => member.name === name)
  const old = members[at]
  if (old) return { kind: 'object', members: members.with(at, { ...old, value }) }
  const rank = order.indexOf(name)
  const behind = members.findLastIndex((member) => {
    const other = order.indexOf(member.name)
    return other >= 0 && other < rank
  })
  const place = rank < 0 ? members.length : behind + 1
  return { kind: 'object', members: members.toSpliced(place, 0, memberOf(name, value)) }
}

/** A member of a map under another name; false where that name is taken. */
export function renamed(node: JsonNode, at: number, name: string): JsonNode | undefined {
  if (node.kind !== 'object') return undefined
  const member = node.members[at]
  if (!member || node.members.some((other, index) => index !== at && other.name === name)) return undefined
  return { kind: 'object', members: node.members.with(at, memberOf(name, member.value)) }
}

export function withItem(node: JsonNode | undefined, at: number, value: JsonNode | undefined): JsonNode {
  const items = node?.kind === 'array' ? node.items : []
  if (value === undefined) return { kind: 'array', items: items.toSpliced(at, 1) }
  return { kind: 'array', items: at < items.length ? items.with(at, value) : [...items, value] }
}

/** Names that stand twice in one object: a form would show one of them and change the other. */
export function hasTwins(node: JsonNode): boolean {
  switch (node.kind) {
    case 'object': {
      const names = new Set(node.members.map((member) => member.name))
      return names.size < node.members.length || node.members.some((member) => hasTwins(member.value))
    }
    case 'array':
      return node.items.some(hasTwins)
    default:
      return false
  }
}

/** What a new member of an object or a new item of a list begins as. */
export const emptyOf = (kind: 'object' | 'map' | 'array'): JsonNode =>
  kind === 'array' ? { kind: 'array', items: [] } : EMPTY_OBJECT

/** The next tree, made of the parts of the one before wherever they say the same: what is drawn of them need not be drawn again. */
export function shareNodes(before: JsonNode | undefined, next: JsonNode): JsonNode {
  if (before === undefined || before.kind !== next.kind) return next
  switch (next.kind) {
    case 'object':
      return before.kind === 'object' ? shareMembers(before, next) : next
    case 'array':
      return before.kind === 'array' ? shareItems(before, next) : next
    case 'boolean':
      return before.kind === 'boolean' && before.value === next.value ? before : next
    case 'null':
      return before
    case 'string':
    case 'number':
    case 'variable':
      return 'source' in before && before.source === next.source ? before : next
  }
}

type Kind<Name> = Extract<JsonNode, { readonly kind: Name }>

function shareMembers(before: Kind<'object'>, next: Kind<'object'>): JsonNode {
  // By name: one that was put in or taken out moves those behind it.
  const known = new Map(before.members.map((member) => [member.source, member]))
  const members = next.members.map((member): JsonMember => {
    const old = known.get(member.source)
    const value = shareNodes(old?.value, member.value)
    if (old?.value === value) return old
    return value === member.value ? member : { ...member, value }
  })
  return isSameList(before.members, members) ? before : { kind: 'object', members }
}

function shareItems(before: Kind<'array'>, next: Kind<'array'>): JsonNode {
  const items = next.items.map((item, at) => shareNodes(before.items[at], item))
  return isSameList(before.items, items) ? before : { kind: 'array', items }
}

const isSameList = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((each, at) => each === other[at])
