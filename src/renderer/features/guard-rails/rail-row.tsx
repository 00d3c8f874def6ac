import type { ReactNode } from 'react'
import type { RailAction } from '../../../shared/domain/guard-rails.ts'
import { type FieldControl, useField } from '../../ui/field.tsx'
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
  /** Renders the control with the ids of its label, help and error. */
  readonly children: (control: FieldControl) => ReactNode
}

/** Row of a guard rail: its label, its value, and the action if an order exceeds it. */
export function RailRow({ label, help, action, error, onAction, children }: RailRowProps) {
  const { control, note } = useField(help, error)
  return (
    <div className="guard-rail line-below padded-block" data-off={action === 'off'}>
      <label htmlFor={control.id} className="guard-rail-label">
        {label}
      </label>
      <div className="guard-rail-value">
        {children(control)}
        {note}
      </div>
      <Segmented label={`${label}: action`} options={ACTIONS} value={action} onChange={onAction} />
    </div>
  )
}
