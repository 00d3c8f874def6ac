import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { copyPath, copyValue } from './copy-from-response.tsx'
import { meaningOf } from './explain-value.ts'
import type { TreeLine } from './reader/tree-line.ts'
import type { ResponseDocument } from './response-document.ts'

/** Longer paths are truncated at the start: the end identifies the value. */
const SHOWN = 400

export interface Folding {
  readonly onUnfoldAll: () => void
  readonly onFoldAll: () => void
}

interface PathBarProps extends Folding {
  readonly document: ResponseDocument
  readonly line: TreeLine | undefined
}

/** The path and the meaning of the selected value, with buttons to copy them. */
export function PathBar({ document, line, onUnfoldAll, onFoldAll }: PathBarProps) {
  const [path, setPath] = useState('$')
  const value = line?.value
  useEffect(() => {
    if (value === undefined) return
    let current = true
    document.ask({ kind: 'path', value }).then(
      (reply) => current && setPath(reply.path),
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [document, value])
  const meaning = line && meaningOf(line)
  return (
    <div className="path-bar rigid row secondary">
      <code className="path-text ellipsis" title={path.length > SHOWN ? undefined : path}>
        {path.length > SHOWN ? `…${path.slice(-SHOWN)}` : path}
      </code>
      {meaning !== undefined && <span className="path-meaning ellipsis tertiary">{meaning}</span>}
      <Button
        look="quiet"
        icon={<ChevronsUpDown size={14} aria-hidden="true" />}
        aria-label="Unfold all"
        title="Unfold all"
        onClick={onUnfoldAll}
      />
      <Button
        look="quiet"
        icon={<ChevronsDownUp size={14} aria-hidden="true" />}
        aria-label="Fold all"
        title="Fold all"
        onClick={onFoldAll}
      />
      <Button
        look="quiet"
        disabled={value === undefined}
        title="Copy the path of the chosen value (Ctrl Shift C in the tree)"
        onClick={() => value !== undefined && void copyPath(document, value)}
      >
        Copy path
      </Button>
      <Button
        look="quiet"
        disabled={value === undefined}
        title="Copy the chosen value (Ctrl C in the tree)"
        onClick={() => value !== undefined && void copyValue(document, value)}
      >
        Copy value
      </Button>
    </div>
  )
}
