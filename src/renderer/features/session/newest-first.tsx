import { type ReactNode, useMemo, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { formatNumber } from '../../ui/format-number.ts'

/** So many at first: what lies below must stay in reach. */
const SHOWN = 25

/** A story, the newest first; all of it once it is asked for. */
export function NewestFirst<T>(props: {
  readonly label: string
  /** Oldest first. */
  readonly entries: readonly T[]
  readonly children: (entry: T) => ReactNode
}) {
  const { label, entries, children } = props
  const [all, setAll] = useState(false)
  const newest = useMemo(() => (all ? entries : entries.slice(-SHOWN)).toReversed(), [all, entries])
  return (
    <>
      <ol aria-label={label}>{newest.map(children)}</ol>
      {entries.length > newest.length && (
        <Button look="quiet" onClick={() => setAll(true)}>
          Show all {formatNumber(entries.length)}
        </Button>
      )}
    </>
  )
}
