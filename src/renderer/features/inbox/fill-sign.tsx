import { useEffect } from 'react'
import { Tip } from '../../ui/tooltip.tsx'
import { holdFills, useFillSignStore } from './fill-sign-store.ts'
import { showFillsInInbox } from './inbox-actions.ts'
import { useInboxStore } from './inbox-store.ts'
import './fill-sign.css'

/** Number of fills in the tooltip. */
const FILLS_LISTED = 5

/** Sign in the title bar that orders were filled. It needs no sound, takes no focus and moves no button. */
export function FillSign() {
  const published = useFillSignStore((data) => data.fills)
  const entries = useInboxStore((data) => data.entries)
  // A fill that is removed or read in another window or in the inbox needs no sign.
  const fills = published.filter(({ id }) => entries.get(id)?.unread !== false)
  const [newest, ...others] = fills
  const isEmpty = newest === undefined
  useEffect(() => {
    // The browser may fire no leave or blur event for a removed sign.
    if (isEmpty) holdFills(false)
  }, [isEmpty])
  return (
    <div
      className="fill-sign-place"
      role="status"
      aria-label="Fills"
      onFocus={() => holdFills(true)}
      onBlur={() => holdFills(false)}
      onPointerEnter={() => holdFills(true)}
      onPointerLeave={() => holdFills(false)}
    >
      {newest && (
        <Tip key={`${newest.id} ${newest.title}`} text={listOf(fills.map(({ title, body }) => `${title} ${body}`))}>
          <button type="button" className="fill-sign choice" onClick={() => showFillsInInbox(newest)}>
            <span className="ellipsis medium">{newest.title}</span>
            <span className="row secondary">
              <span className="ellipsis">{newest.body}</span>
              {others.length > 0 && <span className="rigid medium">+ {others.length} more</span>}
            </span>
          </button>
        </Tip>
      )}
    </div>
  )
}

function listOf(texts: readonly string[]): string {
  const rest = texts.length - FILLS_LISTED
  return `${texts.slice(0, FILLS_LISTED).join(' · ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
