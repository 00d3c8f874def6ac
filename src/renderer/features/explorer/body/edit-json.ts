import { EMPTY_OBJECT, type JsonNode, memberOf } from './json-node.ts'

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
