import { X } from 'lucide-react'
import type { CSSProperties } from 'react'
import { Button } from '../../ui/button.tsx'
import { Later, type LaterPart } from '../../ui/later.tsx'
import { SplitHandle } from '../../ui/split-handle.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import {
  BOTTOM_TABS,
  type BottomTab,
  closeBottomPanel,
  resizeBottomPanel,
  showBottomTab,
  useBottomPanelStore,
} from './bottom-panel-store.ts'

/** What each tab shows; loaded when it is first shown. */
export type BottomPanes = Readonly<Record<BottomTab, LaterPart<object>>>

/** Account and journal, below the orders. */
export function BottomPanel({ panes }: { readonly panes: BottomPanes }) {
  const { tab, height } = useBottomPanelStore()
  if (tab === 'none') return null
  return (
    <div className="bottom-panel" style={{ '--bottom-height': `${height}px` } as CSSProperties}>
      <SplitHandle label="Height of the panel below the orders" value={height} onChange={resizeBottomPanel} />
      <Tabs
        label="Below the orders"
        tabs={BOTTOM_TABS}
        selected={tab}
        onSelect={showBottomTab}
        trailing={
          <Button
            look="quiet"
            icon={<X size={14} aria-hidden="true" />}
            aria-label="Close the panel"
            title="Close (B)"
            onClick={closeBottomPanel}
          />
        }
      >
        <Later key={tab} part={panes[tab]} props={{}} meanwhile={<p className="loading-line">Loading…</p>} />
      </Tabs>
    </div>
  )
}
