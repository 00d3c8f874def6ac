import type { KeyboardEvent as ReactKeyboardEvent, ReactNode } from 'react'
import { Tab as AriaTab, Tabs as AriaTabs, TabList, TabPanel } from 'react-aria-components/Tabs'

interface Tab<Id extends string> {
  readonly id: Id
  readonly label: string
  /** Count or mark beside the label. */
  readonly mark?: ReactNode
}

interface TabsProps<Id extends string> {
  readonly label: string
  readonly tabs: readonly Tab<Id>[]
  readonly selected: Id
  readonly onSelect: (id: Id) => void
  readonly leading?: ReactNode
  readonly trailing?: ReactNode
  readonly children: ReactNode
}

/** React Aria stops Enter even with a modifier, but the window needs the event for its shortcuts. */
function forwardShortcut(event: ReactKeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.stopPropagation()
  window.dispatchEvent(new KeyboardEvent('keydown', event.nativeEvent))
}

/** Tab list with one panel, based on React Aria. */
export function Tabs<Id extends string>({
  label,
  tabs,
  selected,
  onSelect,
  leading,
  trailing,
  children,
}: TabsProps<Id>) {
  return (
    <section className="tabs column grow" aria-label={label}>
      <AriaTabs className="tabs-body" selectedKey={selected} onSelectionChange={(id) => onSelect(id as Id)}>
        <div className="tabs-row rigid row spread" onKeyDownCapture={forwardShortcut}>
          {leading}
          <TabList aria-label={label} className="tabs-list">
            {tabs.map((tab) => (
              <AriaTab key={tab.id} id={tab.id} className="tab bright-on-hover row secondary">
                {tab.label}
                {tab.mark}
              </AriaTab>
            ))}
          </TabList>
          {trailing}
        </div>
        <TabPanel key={selected} id={selected} className="tabs-panel grow scroll">
          {children}
        </TabPanel>
      </AriaTabs>
    </section>
  )
}
