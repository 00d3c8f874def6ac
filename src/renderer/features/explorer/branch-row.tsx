import { ChevronRight, Download, Pencil, X } from 'lucide-react'
import { memo } from 'react'
import { openOverlay } from '../../stores/overlay-store.ts'
import { RowButton } from './row-button.tsx'
import { exportFolder, removeFolder } from './saved-actions.ts'
import type { TreeBranch } from './tree-rows.ts'

interface BranchRowProps {
  readonly branch: TreeBranch
  readonly open: boolean
  readonly at: number
  readonly of: number
  /** Where Tab leads into the tree. */
  readonly current: boolean
  /** Follows from the branch: another one for the same branch does the same. */
  readonly onActivate: () => void
}

/** An area, the favourites, or a folder of saved requests. */
export const BranchRow = memo(
  function BranchRow({ branch, open, at, of, current, onActivate }: BranchRowProps) {
    const { folder, title } = branch
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys of all its rows
      <div
        role="treeitem"
        aria-level={1}
        aria-posinset={at}
        aria-setsize={of}
        aria-expanded={open}
        aria-selected={false}
        aria-keyshortcuts={folder === undefined ? undefined : 'F2 E Delete'}
        tabIndex={current ? 0 : -1}
        className="area-button"
        title={title}
        onClick={onActivate}
      >
        <ChevronRight size={14} aria-hidden="true" className="area-fold" />
        <span className="area-title">{title}</span>
        {folder !== undefined && (
          <span className="row-buttons">
            <RowButton
              label={`Rename ${title}`}
              keyName="F2"
              onClick={() => openOverlay({ kind: 'rename-folder', folder })}
            >
              <Pencil size={13} aria-hidden="true" />
            </RowButton>
            <RowButton label={`Export ${title}`} keyName="E" onClick={() => void exportFolder(folder)}>
              <Download size={13} aria-hidden="true" />
            </RowButton>
            <RowButton label={`Remove ${title}`} keyName="Delete" onClick={() => void removeFolder(folder)}>
              <X size={13} aria-hidden="true" />
            </RowButton>
          </span>
        )}
        <span className="count">{branch.leaves.length}</span>
      </div>
    )
  },
  (before, after) =>
    before.branch === after.branch &&
    before.open === after.open &&
    before.at === after.at &&
    before.of === after.of &&
    before.current === after.current,
)
