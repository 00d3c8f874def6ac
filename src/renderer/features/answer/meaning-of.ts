import { seenSymbol } from '../contracts/seen-contracts-store.ts'
import { explainValue } from './explain-value.ts'
import type { TreeLine } from './reader/tree-line.ts'

/** What is known of the value on a line, in words. */
export function meaningOf(line: TreeLine): string | undefined {
  if (line.kind === 'object' || line.kind === 'array' || line.cut) return undefined
  const text = line.kind === 'string' ? line.text.slice(1, -1) : line.text
  const name = line.label?.kind === 'name' ? line.label.text : undefined
  return explainValue({ name, text, kind: line.kind }, seenSymbol, Date.now())
}
