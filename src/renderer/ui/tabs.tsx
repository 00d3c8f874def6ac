import { type KeyboardEvent, type ReactNode, useId } from 'react'

export interface Tab<Id extends string> {
  readonly id: Id
  readonly label: string
  /** A count or a mark beside the label. */
  readonly mark?: ReactNode
}

interface TabsProps<Id extends string> {
  readonly label: string
  readonly tabs: readonly Tab<Id>[]
  readonly selected: Id
  readonly onSelect: (id: Id) => void
  /** Before the tabs, in their row. */
  readonly leading?: ReactNode
  /** At the end of the tab row. */
  readonly trailing?: ReactNode
  readonly children: ReactNode
}

/** Tabs over one panel: arrows move and select, as ARIA's pattern says. */
export function Tabs<Id extends string>({
  label,
  tabs,
  selected,
  onSelect,
  leading,
  trailing,
  children,
}: TabsProps<Id>) {
  const base = useId()
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const at = tabs.findIndex((tab) => tab.id === selected)
    const next = tabs[(at + step + tabs.length) % tabs.length]
    if (!next) return
    onSelect(next.id)
    document.getElementById(`${base}${next.id}`)?.focus()
  }
  return (
    <section className="tabs" aria-label={label}>
      <div className="tabs-row">
        {leading}
        <div role="tablist" aria-label={label} className="tabs-list" onKeyDown={move}>
          {tabs.map((tab) => (
            <button
              key={tab.id}
              id={`${base}${tab.id}`}
              type="button"
              role="tab"
              className="tab"
              aria-selected={tab.id === selected}
              aria-controls={`${base}panel`}
              tabIndex={tab.id === selected ? 0 : -1}
              onClick={() => onSelect(tab.id)}
            >
              {tab.label}
              {tab.mark}
            </button>
          ))}
        </div>
        {trailing}
      </div>
      <div role="tabpanel" id={`${base}panel`} aria-labelledby={`${base}${selected}`} className="tabs-panel">
        {children}
      </div>
    </section>
  )
}
