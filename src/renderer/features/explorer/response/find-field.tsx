import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../../../ui/class-names.ts'

interface FindFieldProps {
  readonly id?: string
  readonly icon: LucideIcon
  readonly label: string
  /** Placeholder. Default: the label. */
  readonly placeholder?: string
  readonly text: string
  /** Number of results, or the error. */
  readonly status: string
  /** Message that explains why the text is invalid. */
  readonly problem?: string | undefined
  /** Whether the text is code, such as a JSONPath. */
  readonly isCode?: boolean
  readonly onText: (text: string) => void
  readonly onEnter?: (isShift: boolean) => void
  readonly children?: ReactNode
}

/** Field to search or filter a response. Escape clears the field. */
export function FindField(props: FindFieldProps) {
  const { id, icon: Icon, label, placeholder = label, text, status, problem, isCode, onText, onEnter, children } = props
  return (
    <div className="input search-field row find-field" data-invalid={problem !== undefined}>
      <Icon size={14} aria-hidden="true" />
      <input
        id={id}
        type="text"
        aria-label={label}
        placeholder={placeholder}
        className={classNames(isCode && 'code')}
        maxLength={2_000}
        value={text}
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-description={problem}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && onEnter) onEnter(event.shiftKey)
          else if (event.key === 'Escape' && text !== '') onText('')
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <span className="find-count ellipsis small tertiary rigid" role="status" title={problem}>
        {status}
      </span>
      {children}
    </div>
  )
}
