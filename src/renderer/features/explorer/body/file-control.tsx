import { FolderOpen } from 'lucide-react'
import { chooseFile } from '../../../platform/choose-file.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { Button } from '../../../ui/button.tsx'
import { formatBytes } from '../../../ui/format-number.ts'
import { textNode } from './json-node.ts'
import type { PieceControlProps } from './piece-control.tsx'

/** The most that still leaves the body readable as a form, in bytes of the file. */
const MAX_FILE_BYTES = 140_000

/** The bytes of a file as base64. */
export function FileControl({ label, noteId, invalid, node, onChange, mediaTypes }: PieceControlProps) {
  const length = node?.kind === 'string' ? node.value.length : 0
  const choose = async (): Promise<void> => {
    const file = await chooseFile(mediaTypes.join(','))
    if (!file) return
    if (file.size > MAX_FILE_BYTES) {
      showToast('bad', `${file.name} is larger than ${formatBytes(MAX_FILE_BYTES)}, the most that a form takes.`)
      return
    }
    onChange(textNode(base64Of(new Uint8Array(await file.arrayBuffer()))))
  }
  return (
    <div className="moment-control">
      <Button
        icon={<FolderOpen size={14} aria-hidden="true" />}
        aria-label={`Choose a file… for ${label}`}
        aria-describedby={noteId}
        aria-invalid={invalid || undefined}
        onClick={() => void choose()}
      >
        Choose a file…
      </Button>
      {length > 0 && <span className="contract-name">{formatBytes(Math.floor((length * 3) / 4))}</span>}
    </div>
  )
}

function base64Of(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
