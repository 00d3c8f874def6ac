import type { JsonNode } from './json-node.ts'

/** The text of a node, indented by two spaces a level as `JSON.stringify` does. */
export function writeJson(node: JsonNode, indent = ''): string {
  const inner = `${indent}  `
  switch (node.kind) {
    case 'object':
      return enclose(
        '{',
        node.members.map((member) => `${inner}${member.source}: ${writeJson(member.value, inner)}`),
        `${indent}}`,
      )
    case 'array':
      return enclose(
        '[',
        node.items.map((item) => `${inner}${writeJson(item, inner)}`),
        `${indent}]`,
      )
    case 'string':
    case 'number':
    case 'variable':
      return node.source
    case 'boolean':
      return String(node.value)
    case 'null':
      return 'null'
  }
}

function enclose(open: string, rows: readonly string[], close: string): string {
  return rows.length === 0 ? `${open}${close.trim()}` : `${open}\n${rows.join(',\n')}\n${close}`
}
