import { FolderOpen } from 'lucide-react'
import { useState } from 'react'
import { base64OfFile, chooseFile } from '../../../../platform/choose-file.ts'
import { showToast } from '../../../../stores/toast-store.ts'
import { Button } from '../../../../ui/button.tsx'
import { formatBytes } from '../../../../ui/format-number.ts'
import type { RowControl } from './field-row.tsx'
import { type JsonNode, textNode } from './json-node.ts'
import { readJson, writeJson } from './read-json.ts'

interface JsonControlProps extends RowControl {
  readonly node: JsonNode | undefined
  readonly onChange: (node: JsonNode | undefined) => void
}

/** Input for any value as JSON. Text that is not valid JSON becomes a string. */
export function JsonControl({ label, noteId, invalid, node, onChange }: JsonControlProps) {
  const [typed, setTyped] = useState<{ readonly text: string; readonly written: string }>()
  const written = node ? writeJson(node) : ''
  // Shows the input as entered until the value changes elsewhere.
  const text = typed?.written === written ? typed.text : written
  const change = (next: string): void => {
    const result = readJson(next)
    const read = next.trim() === '' ? undefined : result.kind === 'read' ? result.node : textNode(next)
    setTyped({ text: next, written: read ? writeJson(read) : '' })
    onChange(read)
  }
  return (
    <textarea
      className="input code form-piece"
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

/** Maximum file size in bytes. In base64, a larger file would exceed the form's limit. */
const MAX_FILE_BYTES = 140_000

interface FileControlProps extends JsonControlProps {
  readonly mediaTypes: readonly string[]
}

/** Input for a file, which is sent as base64. */
export function FileControl({ label, noteId, invalid, node, onChange, mediaTypes }: FileControlProps) {
  const length = node?.kind === 'string' ? node.value.length : 0
  const choose = async (): Promise<void> => {
    const file = await chooseFile(mediaTypes.join(','))
    if (!file) return
    if (file.size > MAX_FILE_BYTES) {
      showToast('bad', `${file.name} is larger than ${formatBytes(MAX_FILE_BYTES)}, the limit of a form.`)
      return
    }
    onChange(textNode(await base64OfFile(file)))
  }
  return (
    <div className="date-time-control row anchor">
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
