import { useState } from 'react'
import { type JsonNode, textNode } from './json-node.ts'
import { readJson } from './read-json.ts'
import { writeJson } from './write-json.ts'

export interface PieceControlProps {
  readonly label: string
  readonly noteId: string
  readonly invalid: boolean
  readonly node: JsonNode | undefined
  readonly onChange: (node: JsonNode | undefined) => void
  readonly mediaTypes: readonly string[]
}

/** A piece of JSON as text. What is no JSON is taken as the text that it is, so that nothing typed is lost on the way. */
export function PieceControl({ label, noteId, invalid, node, onChange }: PieceControlProps) {
  const [typed, setTyped] = useState<{ readonly text: string; readonly node: JsonNode | undefined }>()
  const text = typed && same(typed.node, node) ? typed.text : node ? writeJson(node) : ''
  const change = (next: string): void => {
    const read = readJson(next)
    const made = next.trim() === '' ? undefined : read.kind === 'read' ? read.node : textNode(next)
    setTyped({ text: next, node: made })
    onChange(made)
  }
  return (
    <textarea
      className="input input-code form-piece"
      aria-label={label}
      aria-describedby={noteId}
      aria-invalid={invalid || undefined}
      placeholder="JSON"
      rows={Math.min(8, text.split('\n').length)}
      spellCheck={false}
      value={text}
      onChange={(event) => change(event.target.value)}
    />
  )
}

/** The body is read anew at each change, so that a node that says the same may be another object. */
const same = (one: JsonNode | undefined, other: JsonNode | undefined): boolean =>
  one === other || (one !== undefined && other !== undefined && writeJson(one) === writeJson(other))
