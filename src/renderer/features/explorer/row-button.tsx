import type { ReactNode } from 'react'

interface RowButtonProps {
  readonly label: string
  /** The key that does the same from the row. */
  readonly keyName: string
  readonly pressed?: boolean
  readonly onClick: () => void
  readonly children: ReactNode
}

/** A button of a row of the tree, for the pointer: the keyboard has a key for it. */
export function RowButton({ label, keyName, pressed, onClick, children }: RowButtonProps) {
  return (
    <button
      type="button"
      className="row-button"
      aria-label={label}
      title={`${label} (${keyName})`}
      aria-pressed={pressed}
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation()
        onClick()
      }}
    >
      {children}
    </button>
  )
}
