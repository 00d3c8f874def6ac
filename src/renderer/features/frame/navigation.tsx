import {
  Activity,
  BriefcaseBusiness,
  History,
  KeyRound,
  ListOrdered,
  type LucideIcon,
  PanelLeft,
  Radio,
  Terminal,
} from 'lucide-react'
import type { View } from '../../../shared/domain/console-link.ts'
import { formatNumber } from '../../../shared/domain/format-number.ts'
import { isWorking } from '../../../shared/domain/orders.ts'
import { keysOf } from '../../commands/command.ts'
import { hashOfView } from '../../platform/hash-route.ts'
import { toggleNavigation, useNavigationCollapsed, useNavigationStore } from '../../stores/navigation-store.ts'
import { useOrdersStore } from '../../stores/orders-store.ts'
import { Button } from '../../ui/button.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { Tip } from '../../ui/tooltip.tsx'

const ITEMS: readonly { readonly view: View; readonly title: string; readonly icon: LucideIcon }[] = [
  { view: 'explorer', title: 'Explorer', icon: Terminal },
  { view: 'orders', title: 'Orders', icon: ListOrdered },
  { view: 'portfolio', title: 'Portfolio', icon: BriefcaseBusiness },
  { view: 'stream', title: 'Stream', icon: Radio },
  { view: 'history', title: 'History', icon: History },
  { view: 'session', title: 'Session', icon: Activity },
  { view: 'profiles', title: 'Profiles', icon: KeyRound },
]

export function Navigation() {
  const current = useNavigationStore((data) => data.view)
  const collapsed = useNavigationCollapsed()
  const working = useOrdersStore((data) => {
    let count = 0
    for (const order of data.orders.values()) if (isWorking(order)) count += 1
    return count
  })
  return (
    <nav className="navigation column sunken" aria-label="Views">
      {ITEMS.map(({ view, title, icon: Icon }) => (
        <Tip key={view} text={title} keys={keysOf(`go-${view}`)} placement="right" disabled={!collapsed}>
          <a
            className="navigation-item choice secondary row"
            href={hashOfView(view)}
            aria-current={view === current || (view === 'profiles' && current === 'keys') ? 'page' : undefined}
          >
            <Icon size={15} aria-hidden="true" />
            <span className={collapsed ? 'visually-hidden' : 'spring'}>{title}</span>
            {view === 'orders' && working > 0 && (
              <span className="count">
                {collapsed && working > 99 ? '99+' : formatNumber(working)}
                <span className="visually-hidden"> working</span>
              </span>
            )}
            {/* A four-digit count needs the space of the shortcut. */}
            {!collapsed && (view !== 'orders' || working < 1_000) && <KeyHint keys={keysOf(`go-${view}`)} bare />}
          </a>
        </Tip>
      ))}
      <span className="spring" />
      <Button
        look="quiet"
        icon={<PanelLeft size={15} aria-hidden="true" />}
        title={collapsed ? 'Expand the navigation' : 'Collapse the navigation'}
        keys={keysOf('toggle-navigation')}
        aria-expanded={!collapsed}
        onClick={toggleNavigation}
      />
    </nav>
  )
}
