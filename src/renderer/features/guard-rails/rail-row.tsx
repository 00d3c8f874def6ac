import { type ReactNode, useId } from 'react'
import type { RailAction } from '../../../shared/domain/guard-rails.ts'
import { Segmented } from '../../ui/segmented.tsx'

const ACTIONS: readonly { readonly value: RailAction; readonly label: string }[] = [
  { value: 'off', label: 'Off' },
  { value: 'warn', label: 'Warn' },
  { value: 'refuse', label: 'Refuse' },
]

interface RailRowProps {
  readonly label: string
  readonly help?: string
  readonly action: RailAction
  readonly error: string | undefined
  readonly onAction: (action: RailAction) => void
  /** Renders the control of the value with the ids that connect it to its label, help and error. */
  readonly children: (control: {
    readonly id: string
    readonly 'aria-describedby': string | undefined
    readonly 'aria-invalid': true | undefined
  }) => ReactNode
}

/** One guard rail: its label, its value, and what happens beyond it. */
export function RailRow({ label, help, action, error, onAction, children }: RailRowProps) {
  const id = useId()
  const note = error ?? help
  return (
    <div className="guard-rail" data-off={action === 'off'}>
      <label htmlFor={id} className="guard-rail-label">
        {label}
      </label>
      <div className="guard-rail-value">
        {children({
          id,
          'aria-describedby': note === undefined ? undefined : `${id}note`,
          'aria-invalid': error === undefined ? undefined : true,
        })}
        {note !== undefined && (
          <p id={`${id}note`} className={error === undefined ? 'hint' : 'field-error'}>
            {note}
          </p>
        )}
      </div>
      <Segmented label={`${label}: action`} options={ACTIONS} value={action} onChange={onAction} />
    </div>
  )
}
