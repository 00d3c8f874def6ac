import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react'
import { useCallback } from 'react'
import { showToast } from '../../../stores/toast-store.ts'
import { Button } from '../../../ui/button.tsx'
import { copyPath, copyValue } from './copy-from-response.tsx'
import { meaningOf } from './explain-value.ts'
import type { TreeLine } from './reader/tree-line.ts'
import type { TreeState } from './reader/tree-rows.ts'
import type { ResponseDocument } from './response-document.ts'
import { useLoaded } from './use-query.ts'

/** Maximum length of a path. A longer path is truncated at its start. */
const MAX_PATH = 400

interface PathBarProps {
  readonly document: ResponseDocument
  readonly line: TreeLine | undefined
  readonly onTree: (tree: TreeState) => void
}

/** Path and meaning of the selected value, with buttons to copy them. */
export function PathBar({ document, line, onTree }: PathBarProps) {
  const value = line?.value
  const load = useCallback(
    async () => (value === undefined ? '$' : document.query('path', { value })),
    [document, value],
  )
  const path = useLoaded(load) ?? ''
  const unfoldAll = async (): Promise<void> => {
    const tree = await document.query('unfoldAll', {})
    onTree(tree)
    if (!tree.all) showToast('idle', 'Expanded the first million lines. The rest remains collapsed.')
  }
  const meaning = line && meaningOf(line)
  return (
    <div className="path-bar rigid row secondary line-row">
      <code className="path-text ellipsis" title={path.length > MAX_PATH ? undefined : path}>
        {path.length > MAX_PATH ? `…${path.slice(-MAX_PATH)}` : path}
      </code>
      {meaning !== undefined && <span className="path-meaning ellipsis tertiary">{meaning}</span>}
      <Button
        look="quiet"
        icon={<ChevronsUpDown size={14} aria-hidden="true" />}
        aria-label="Expand all"
        title="Expand all"
        onClick={() => void unfoldAll().catch(() => undefined)}
      />
      <Button
        look="quiet"
        icon={<ChevronsDownUp size={14} aria-hidden="true" />}
        aria-label="Collapse all"
        title="Collapse all"
        onClick={() => void document.query('foldAll', {}).then(onTree, () => undefined)}
      />
      <Button
        look="quiet"
        disabled={value === undefined}
        title="Copy the path of the selected value (Ctrl Shift C in the tree)"
        onClick={() => value !== undefined && void copyPath(document, value)}
      >
        Copy path
      </Button>
      <Button
        look="quiet"
        disabled={value === undefined}
        title="Copy the selected value (Ctrl C in the tree)"
        onClick={() => value !== undefined && void copyValue(document, value)}
      >
        Copy value
      </Button>
    </div>
  )
}
