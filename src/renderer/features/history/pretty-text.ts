/** JSON that is longer stays as it came: laying it out would take a moment that somebody notices. */
const LAID_OUT_BYTES = 1_000_000
/** Blanks in front of its lines, at most: of what lies deep, they are far more than the text itself. */
const MOST_BLANKS = 4_000_000

/**
 * A body as text that can be read and compared. JSON gets its lines by its own text, token by token, so that every number
 * keeps its digits; anything else stays as it is.
 */
export function prettyText(body: Uint8Array): string {
  const text = new TextDecoder().decode(body)
  if (body.byteLength > LAID_OUT_BYTES || !isJson(text)) return text
  return layOut(text) ?? text
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Strings, brackets with their separators, and whatever stands between: numbers and words. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

function layOut(text: string): string | undefined {
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
      depth -= 1
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
