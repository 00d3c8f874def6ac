import type { JsonDocument } from './json-document.ts'
import { KIND } from './json-index.ts'
import { textOf } from './text-of-bytes.ts'

/**
 * Formats a value with two spaces per level. Scalars are copied unchanged, so numbers stay exact. Returns undefined if
 * the result exceeds `most` characters; deep nesting adds more whitespace than content.
 */
export function formatJson(document: JsonDocument, value: number, most = Number.POSITIVE_INFINITY): string | undefined {
  const { bytes, index } = document
  const end = index.next(value)
  const open: number[] = []
  const parts: string[] = []
  let length = 0
  const add = (part: string): void => {
    length += part.length
    parts.push(part)
  }
  const newLine = (): string => `\n${'  '.repeat(open.length)}`
  const leave = (next: number): void => {
    for (let inner = open.at(-1); inner !== undefined && index.next(inner) <= next; inner = open.at(-1)) {
      open.pop()
      add(newLine())
      add(index.kindNumber(inner) === KIND.object ? '}' : ']')
      if (length > most) return
    }
  }
  for (let each = value; each < end; each += 1) {
    leave(each)
    if (length > most) return undefined
    if (each !== value) add(open.at(-1) === each - 1 ? newLine() : `,${newLine()}`)
    const start = document.valueStart(each)
    if (each !== value && index.isNamed(each)) add(`${nameOf(document, each)}: `)
    if (!index.isContainer(each)) add(textOf(bytes, start, document.valueEnd(each)))
    else if (index.isEmpty(each)) add(index.kindNumber(each) === KIND.object ? '{}' : '[]')
    else {
      add(index.kindNumber(each) === KIND.object ? '{' : '[')
      open.push(each)
    }
  }
  leave(end)
  return length > most ? undefined : parts.join('')
}

function nameOf(document: JsonDocument, value: number): string {
  return JSON.stringify(document.name(value) ?? '')
}

/** Maximum indentation, in characters in total. With deep nesting, whitespace exceeds the text. */
const MOST_BLANKS = 4_000_000

/** A string (possibly truncated), a bracket or separator, or a number or literal. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|[{}[\],:]|[^\s{}[\],:"]+/g

/**
 * Formats JSON token by token, even if it is truncated. Numbers keep their digits and strings their escapes. Returns
 * undefined if it is nested too deeply.
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
      // An empty list or object stays on one line.
      if (before !== '{' && before !== '[') line()
    } else if (before === '{' || before === '[' || before === ',') line()
    parts.push(token === ':' ? ': ' : token)
    if (token === '{' || token === '[') depth += 1
    before = token
    if (blanks > MOST_BLANKS) return undefined
  }
  return parts.join('')
}
