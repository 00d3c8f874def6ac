import { FolderOpen } from 'lucide-react'
import { useState } from 'react'
import { chooseFile } from '../../../../platform/choose-file.ts'
import { showToast } from '../../../../stores/toast-store.ts'
import { Button } from '../../../../ui/button.tsx'
import { formatBytes } from '../../../../ui/format-number.ts'
import { type JsonNode, textNode } from './json-node.ts'
import { readJson, writeJson } from './read-json.ts'

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

/** The most that still leaves the body readable as a form, in bytes of the file. */
const MAX_FILE_BYTES = 140_000

/** The bytes of a file as base64. */
export function FileControl({ label, noteId, invalid, node, onChange, mediaTypes }: PieceControlProps) {
  const length = node?.kind === 'string' ? node.value.length : 0
  const choose = async (): Promise<void> => {
    const file = await chooseFile(mediaTypes.join(','))
    if (!file) return
    if (file.size > MAX_FILE_BYTES) {
      showToast('bad', `${file.name} is larger than ${formatBytes(MAX_FILE_BYTES)}, the limit of a form.`)
      return
    }
    onChange(textNode(base64Of(new Uint8Array(await file.arrayBuffer()))))
  }
  return (
    <div className="moment-control row">
      <Button
        icon={<FolderOpen size={14} aria-hidden="true" />}
        aria-label={`Choose file… for ${label}`}
        aria-describedby={noteId}
        aria-invalid={invalid || undefined}
        onClick={() => void choose()}
      >
        Choose file…
      </Button>
      {length > 0 && (
        <span className="contract-name ellipsis small secondary">{formatBytes(Math.floor((length * 3) / 4))}</span>
      )}
    </div>
  )
}

function base64Of(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
