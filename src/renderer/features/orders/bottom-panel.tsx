import { X } from 'lucide-react'
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'
import { createPortal } from 'react-dom'
import { keysOf } from '../../commands/command.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorBoundary } from '../../ui/error-boundary.tsx'
import { Later, type LaterPart } from '../../ui/later.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { BOTTOM_TABS, type BottomTab, closeBottomPanel, showBottomTab } from './bottom-panel-store.ts'

/** Content of each tab, loaded when it is first shown. */
export type BottomPanes = Readonly<Record<BottomTab, LaterPart<object>>>

/** Element beside the tabs that shows the status and controls of the pane. */
const BesideTabsPlace = createContext<HTMLElement | undefined>(undefined)

/** Panel below the orders with the account data and the journal. */
export function BottomPanel({ tab, panes }: { readonly tab: BottomTab; readonly panes: BottomPanes }) {
  const [place, setPlace] = useState<HTMLElement>()
  // React Aria renders the tabs twice, once without HTML elements.
  const findPlace = useCallback((node: unknown) => void (node instanceof HTMLElement && setPlace(node)), [])
  return (
    <div className="bottom-panel column anchor">
      <Tabs
        label="Account and journal"
        tabs={BOTTOM_TABS}
        selected={tab}
        onSelect={showBottomTab}
        trailing={
          <>
            <div ref={findPlace} className="beside-tabs" />
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
          <BesideTabsPlace value={place}>
            <Later part={panes[tab]} props={{}} meanwhile={<p className="padded-block tertiary">Loading…</p>} />
          </BesideTabsPlace>
        </ErrorBoundary>
      </Tabs>
    </div>
  )
}

/** Status and controls of a pane, beside the tabs or, in a narrow window, below them. */
export function BesideTabs({ className, children }: { readonly className: string; readonly children: ReactNode }) {
  const place = useContext(BesideTabsPlace)
  return place && createPortal(<div className={className}>{children}</div>, place)
}
