/** Blanks in front of its lines, at most: of what lies deep, they are far more than the text itself. */
const MOST_BLANKS = 4_000_000

/** Strings, also one that the text breaks off in; brackets with their separators; whatever stands between: numbers and words. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|[{}[\],:]|[^\s{}[\],:"]+/g

/**
 * JSON with its lines by its own text, token by token, also of a beginning of it: every number keeps its digits and every string its
 * escapes. Undefined where it lies too deep.
 */
export function layOut(text: string): string | undefined {
  const parts: string[] = []
  let depth = 0
  let before = ''
  let blanks = 0
  const line = (): void => {
    blanks += 2 * depth
    parts.push('\n', '  '.repeat(depth))
  }
  for (const [token] of text.matchAll(TOKENS)) {
    const closes = token === '}' || token === ']'
    if (closes) {
      depth = Math.max(0, depth - 1)
      // An empty list or object stays on its line.
      if (before !== '{' && before !== '[') line()
    } else if (before === '{' || before === '[' || before === ',') line()
    parts.push(token === ':' ? ': ' : token)
    if (token === '{' || token === '[') depth += 1
    before = token
    if (blanks > MOST_BLANKS) return undefined
  }
  return parts.join('')
}
