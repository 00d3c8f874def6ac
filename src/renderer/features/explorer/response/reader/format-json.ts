/** Maximum size of text for the clipboard, in bytes or characters. */
export const MAX_COPIED = 8_000_000

/** Matches a string (possibly truncated), a bracket or separator, or a number or literal. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|[{}[\],:]|[^\s{}[\],:"]+/g

/** Formats JSON token by token, even if it is truncated. Returns undefined if the result exceeds `MAX_COPIED`. */
export function formatJson(text: string): string | undefined {
  const parts: string[] = []
  let depth = 0
  let before = ''
  let length = 0
  const newLine = (): void => {
    length += 2 * depth + 1
    parts.push('\n', '  '.repeat(depth))
  }
  for (const [token] of text.matchAll(TOKENS)) {
    const closes = token === '}' || token === ']'
    if (closes) {
      depth = Math.max(0, depth - 1)
      // An empty array or object stays on one line.
      if (before !== '{' && before !== '[') newLine()
    } else if (before === '{' || before === '[' || before === ',') newLine()
    parts.push(token === ':' ? ': ' : token)
    length += token.length
    if (token === '{' || token === '[') depth += 1
    before = token
    if (length > MAX_COPIED) return undefined
  }
  return parts.join('')
}
