import type { JsonDocument } from './json-document.ts'
import { KIND } from './json-index.ts'
import { textOf } from './text-of-bytes.ts'

/** A value as text with two spaces for each level; every scalar as it stands in the answer, so that numbers stay exact. */
export function formatJson(document: JsonDocument, value: number): string {
  const { bytes, index } = document
  const end = index.next(value)
  const open: number[] = []
  const parts: string[] = []
  const newLine = (): string => `\n${'  '.repeat(open.length)}`
  const leave = (next: number): void => {
    for (let inner = open.at(-1); inner !== undefined && index.next(inner) <= next; inner = open.at(-1)) {
      open.pop()
      parts.push(newLine(), index.kindNumber(inner) === KIND.object ? '}' : ']')
    }
  }
  for (let each = value; each < end; each += 1) {
    leave(each)
    if (each !== value) parts.push(open.at(-1) === each - 1 ? newLine() : `,${newLine()}`)
    const start = document.valueStart(each)
    if (each !== value && index.isNamed(each)) parts.push(nameOf(document, each), ': ')
    if (!index.isContainer(each)) parts.push(textOf(bytes, start, document.valueEnd(each)))
    else if (index.isEmpty(each)) parts.push(index.kindNumber(each) === KIND.object ? '{}' : '[]')
    else {
      parts.push(index.kindNumber(each) === KIND.object ? '{' : '[')
      open.push(each)
    }
  }
  leave(end)
  return parts.join('')
}

function nameOf(document: JsonDocument, value: number): string {
  return JSON.stringify(document.name(value) ?? '')
}
