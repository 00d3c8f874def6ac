import { X } from 'lucide-react'
import { type ReactNode, useLayoutEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { keysOf } from '../../commands/command.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorBoundary } from '../../ui/error-boundary.tsx'
import { Later, type LaterPart } from '../../ui/later.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { BOTTOM_TABS, type BottomTab, closeBottomPanel, showBottomTab } from './bottom-panel-store.ts'

/** Content of each tab, loaded when it is first shown. */
export type BottomPanes = Readonly<Record<BottomTab, LaterPart<object>>>

/** Panel below the orders with the account and the journal. */
export function BottomPanel({ tab, panes }: { readonly tab: BottomTab; readonly panes: BottomPanes }) {
  return (
    <div className="bottom-panel column">
      <Tabs
        label="Account and journal"
        tabs={BOTTOM_TABS}
        selected={tab}
        onSelect={showBottomTab}
        trailing={
          <>
            <div className="beside-tabs" />
            <Button
              look="quiet"
              icon={<X size={14} aria-hidden="true" />}
              aria-label="Close the panel"
              title="Close"
              keys={keysOf('orders-lower')}
              onClick={closeBottomPanel}
            />
          </>
        }
      >
        <ErrorBoundary key={tab} name="The panel">
          <Later part={panes[tab]} props={{}} meanwhile={<p className="loading-line tertiary">Loading…</p>} />
        </ErrorBoundary>
      </Tabs>
    </div>
  )
}

/** Line of a pane, shown beside the tabs of the panel, or below them if the space is too small. */
export function BesideTabs({ className, children }: { readonly className: string; readonly children: ReactNode }) {
  // Not a ref: React Aria also renders a copy of the tab row outside the page.
  const [place, setPlace] = useState<Element | null>(null)
  useLayoutEffect(() => setPlace(document.querySelector('.beside-tabs')), [])
  return place && createPortal(<div className={className}>{children}</div>, place)
}
