import { Search } from 'lucide-react'
import type { Ref } from 'react'
import { classNames } from './class-names.ts'
import { KeyHint } from './key-hint.tsx'

interface SearchFieldProps {
  readonly id: string
  readonly label: string
  readonly text: string
  readonly onText: (text: string) => void
  /** Id of the grid that Enter or the down arrow focuses. */
  readonly grid: string
  /** Placeholder. Default: the label. */
  readonly placeholder?: string
  readonly title?: string
  /** CSS class of the field. Default: `list-search`. */
  readonly className?: string
  readonly keys?: string
  readonly ref?: Ref<HTMLInputElement>
}

/** Search field for a list. Escape clears the field. */
export function SearchField(props: SearchFieldProps) {
  const { id, label, text, onText, grid, placeholder = label, title, className = 'list-search', keys, ref } = props
  return (
    <div className={classNames('input search-field row', className)}>
      <Search size={14} aria-hidden="true" />
      <input
        ref={ref}
        id={id}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        title={title}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          const clears = event.key === 'Escape' && text !== ''
          if (!clears && event.key !== 'ArrowDown' && event.key !== 'Enter') return
          event.preventDefault()
          if (clears) onText('')
          else document.getElementById(grid)?.focus()
        }}
      />
      {text === '' && keys !== undefined && <KeyHint keys={keys} />}
    </div>
  )
}
