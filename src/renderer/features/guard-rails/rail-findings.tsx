import { type RefObject, useEffect, useRef } from 'react'
import type { GuardRailFinding } from '../../../shared/contract/guard-rail-views.ts'
import type { RailAction } from '../../../shared/domain/guard-rails.ts'
import { HASTY_MS } from '../../ui/dialog.tsx'
import { openGuardRails } from './rails-form.tsx'
import type { RailCheck } from './use-rail-check.ts'
import './guard-rails.css'

const TITLES: Readonly<Record<RailAction, string>> = {
  refuse: 'Refused by a guard rail',
  warn: 'Guard rail warning',
  off: 'Unusual order without a guard rail',
}

interface RailFindingsProps {
  readonly rails: RailCheck
  /** Leaves the review. */
  readonly onLeave: () => void
  /** Button that leaves the review. It receives the focus if the disabled button that sends the order has lost it. */
  readonly back: RefObject<HTMLButtonElement | null>
  /** Button that Tab reaches from the ticked confirmation. Default: the next control. */
  readonly send?: RefObject<HTMLButtonElement | null> | undefined
}

/** Notes about every limit that the order exceeds, with the confirmation of warnings. */
export function RailFindings({ rails, onLeave, back, send }: RailFindingsProps) {
  const { state, check, problem, accepted, accept } = rails
  const box = useRef<HTMLDivElement>(null)
  const { findings } = check
  const isRefused = findings.some(({ action }) => action === 'refuse')
  const warnings = findings.filter(({ action }) => action === 'warn').length
  const isWarned = !isRefused && warnings > 0
  const isUnusual = findings.some(({ action }) => action === 'off')
  useEffect(() => {
    if (isWarned && isFocusLost()) box.current?.querySelector('input')?.focus()
    if (!isRefused && !isUnusual) return
    // Later, so that an Enter that was meant to place the order does not close the review unread.
    const timer = setTimeout(() => isFocusLost() && back.current?.focus(), HASTY_MS)
    return () => clearTimeout(timer)
  }, [isRefused, isWarned, isUnusual, back])
  if (problem !== undefined) {
    return (
      <p className="dialog-note" role="status">
        The guard rails were not checked here: {problem} The console checks them again before it sends.
      </p>
    )
  }
  if (state === 'checking' || findings.length === 0) return null
  return (
    <div ref={box} className="rail-findings stack">
      {(['refuse', 'warn', 'off'] as const).map((action) => (
        <Findings key={action} action={action} findings={findings.filter((finding) => finding.action === action)} />
      ))}
      {isRefused && (
        <p className="dialog-note">
          <button
            type="button"
            className="link"
            onClick={() => {
              onLeave()
              openGuardRails()
            }}
          >
            Change limits
          </button>
        </p>
      )}
      {isWarned && (
        <label className="row">
          <input
            type="checkbox"
            checked={accepted}
            onChange={(event) => accept(event.target.checked)}
            onKeyDown={(event) => {
              if (event.key !== 'Tab' || event.shiftKey || !accepted || !send?.current) return
              event.preventDefault()
              // React Aria would move the focus further.
              event.stopPropagation()
              send.current.focus()
            }}
          />
          Send it despite {warnings === 1 ? 'this warning' : 'these warnings'}
        </label>
      )}
    </div>
  )
}

/** Reports whether the button that sends the order was disabled and lost the focus. */
function isFocusLost(): boolean {
  const active = document.activeElement
  return active === document.body || (active instanceof HTMLButtonElement && active.disabled)
}

function Findings({
  action,
  findings,
}: {
  readonly action: RailAction
  readonly findings: readonly GuardRailFinding[]
}) {
  if (findings.length === 0) return null
  return (
    <div className="message tinted" data-tone="bad" role="alert">
      <p className="row strong">
        <span className="dot" aria-hidden="true" />
        {TITLES[action]}
      </p>
      <ul className="wrap-anywhere part-tiny">
        {findings.map(({ message }) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </div>
  )
}
