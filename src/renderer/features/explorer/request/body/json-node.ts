/**
 * Lossless JSON, except for white space. Numbers keep their digits and strings their escapes. Variables can replace
 * values.
 */
export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | TextNode
  | { readonly kind: 'number'; readonly source: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  /** Variable without quotes, as written: `{{name}}`. */
  | { readonly kind: 'variable'; readonly source: string }

export interface TextNode {
  readonly kind: 'string'
  readonly value: string
  /** String as written, with quotes. */
  readonly source: string
}

export interface JsonMember {
  readonly name: string
  /** Name as written, with quotes. */
  readonly source: string
  readonly value: JsonNode
}

/** JSON pointer (RFC 6901). An empty string refers to the whole body. */
export type Pointer = '' | `/${string}`

export const childOf = (pointer: Pointer, name: string | number): Pointer =>
  `${pointer}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`

export const EMPTY_OBJECT: JsonNode = { kind: 'object', members: [] }

export const textNode = (value: string): TextNode => ({ kind: 'string', value, source: JSON.stringify(value) })

const memberOf = (name: string, value: JsonNode): JsonMember => ({ name, source: JSON.stringify(name), value })

/** Returns the value of the last member with the given name, as JSON parsers do. */
export function memberValue(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.members.findLast((member) => member.name === name)?.value : undefined
}

/**
 * Returns a copy of an object with one member set, or removed if the value is undefined. `order`: order of new members.
 */
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
  const previous = members.findLastIndex((member) => {
    const other = order.indexOf(member.name)
    return other >= 0 && other < rank
  })
  const index = rank < 0 ? members.length : previous + 1
  return { kind: 'object', members: members.toSpliced(index, 0, memberOf(name, value)) }
}

/** Returns a copy of an object with a renamed member; undefined if another member has the new name. */
export function withRenamedMember(node: JsonNode, at: number, name: string): JsonNode | undefined {
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

/** Returns a name that occurs twice in an object. A form cannot show such an object. */
export function repeatedName(node: JsonNode): string | undefined {
  if (node.kind !== 'array' && node.kind !== 'object') return undefined
  const names = new Set<string>()
  for (const child of node.kind === 'array' ? node.items : node.members) {
    if ('name' in child && names.has(child.name)) return child.name
    if ('name' in child) names.add(child.name)
    const repeated = repeatedName('name' in child ? child.value : child)
    if (repeated !== undefined) return repeated
  }
  return undefined
}

/** Returns the new tree with the unchanged nodes of the previous tree. Their rows do not render again. */
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
  // Matches members by name, because an inserted or removed member shifts the others.
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
