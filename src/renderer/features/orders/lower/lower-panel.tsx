import { X } from 'lucide-react'
import type { CSSProperties } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Later, laterPart } from '../../../ui/later.tsx'
import { SplitHandle } from '../../../ui/split-handle.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { useBlotterStore } from '../blotter-store.ts'
import { closeLower, resizeLower, showLower } from './lower-actions.ts'
import { LOWER_TABS, type LowerTab } from './lower-tabs.ts'
import './lower-panel.css'

/** Fetched when they are looked at first. */
const PARTS = {
  executions: laterPart(async () => (await import('../../account/executions-pane.tsx')).ExecutionsPane),
  positions: laterPart(async () => (await import('../../account/positions-pane.tsx')).PositionsPane),
  profit: laterPart(async () => (await import('../../account/profit-pane.tsx')).ProfitPane),
  journal: laterPart(async () => (await import('../../journal/journal-pane.tsx')).JournalPane),
} as const satisfies Record<LowerTab, unknown>

/** What stands below the orders: the account, and everything that was written down. */
export function LowerPanel() {
  const { tab, height } = useBlotterStore((data) => data.lower)
  if (tab === 'none') return null
  return (
    <div className="lower-panel" style={{ '--lower-height': `${height}px` } as CSSProperties}>
      <SplitHandle label="Height of the part below the orders" value={height} onChange={resizeLower} />
      <Tabs
        label="Below the orders"
        tabs={LOWER_TABS}
        selected={tab}
        onSelect={showLower}
        trailing={
          <Button
            look="quiet"
            icon={<X size={14} aria-hidden="true" />}
            aria-label="Close the part below"
            title="Close (B)"
            onClick={closeLower}
          />
        }
      >
        <Later key={tab} part={PARTS[tab]} props={{}} meanwhile={<p className="lower-reading">Loading…</p>} />
      </Tabs>
    </div>
  )
}
