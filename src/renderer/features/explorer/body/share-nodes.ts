import type { JsonMember, JsonNode } from './json-node.ts'

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
