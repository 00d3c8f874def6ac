import { useEffect } from 'react'
import type { View } from '../shared/domain/console-link.ts'
import { COMMANDS } from './app-commands.ts'
import { bindShortcuts } from './commands/shortcuts.ts'
import { ACCOUNT_PANES } from './features/account/index.ts'
import { ExplorerView, prepareFirstForm } from './features/explorer/index.ts'
import { Banners, Navigation, Overlays, Starting, StatusBar, TitleBar } from './features/frame/index.ts'
import { HISTORY_VIEW } from './features/history/index.ts'
import { INBOX, useInboxStore } from './features/inbox/index.ts'
import { JOURNAL_PANE } from './features/journal/index.ts'
import { WIZARD_VIEW } from './features/keys/index.ts'
import { ORDER_DETAILS, OrdersView } from './features/orders/index.ts'
import { PORTFOLIO_VIEW } from './features/portfolio/index.ts'
import { PROFILES_VIEW } from './features/profiles/index.ts'
import { SessionView } from './features/session/index.ts'
import { STREAM_VIEW } from './features/stream/index.ts'
import { useNavigationCollapsed, useNavigationStore } from './stores/navigation-store.ts'
import { useSessionStore } from './stores/session-store.ts'
import { ErrorBoundary } from './ui/error-boundary.tsx'
import { Later } from './ui/later.tsx'
import { MENU_POPOVER } from './ui/menu/context-menu.tsx'
import { SELECT_LIST } from './ui/select.tsx'

/** Delay in ms before the window loads components that it does not need at startup. */
const AFTER_START_MS = 1_500

const ORDERS_PANES = { ...ACCOUNT_PANES, journal: JOURNAL_PANE }

/** Window frame: title bar, navigation, the current view and the status bar. */
export function App() {
  const environment = useSessionStore((data) => data.view?.environment)
  const collapsed = useNavigationCollapsed()
  const view = useNavigationStore((data) => data.view)
  const hasInbox = useInboxStore((data) => data.isOpen)
  useWindowTitle(view)
  const started = environment !== undefined
  useEffect(() => bindShortcuts(COMMANDS), [])
  useEffect(() => (started ? prepareFirstForm() : undefined), [started])
  useEffect(() => {
    if (!started) return
    const timer = setTimeout(() => {
      // A component that fails to preload is loaded when it is first opened.
      for (const part of [
        SELECT_LIST,
        MENU_POPOVER,
        PORTFOLIO_VIEW,
        STREAM_VIEW,
        HISTORY_VIEW,
        PROFILES_VIEW,
        ORDER_DETAILS,
      ])
        part.prepare().catch(() => undefined)
    }, AFTER_START_MS)
    return () => clearTimeout(timer)
  }, [started])
  return (
    <div
      className="frame"
      data-environment={environment}
      data-navigation={collapsed ? 'icons' : 'full'}
      data-inbox={hasInbox}
    >
      <TitleBar />
      <Banners />
      <Navigation />
      <main className="frame-main anchor">
        {started ? (
          <ErrorBoundary key={view} name={viewTitle(view)}>
            <CurrentView view={view} />
          </ErrorBoundary>
        ) : (
          <Starting />
        )}
        <div className="tooltips" />
      </main>
      {started && hasInbox && (
        <div className="frame-inbox">
          <ErrorBoundary name="The inbox">
            <Later part={INBOX} props={{}} />
          </ErrorBoundary>
        </div>
      )}
      <StatusBar />
      <Overlays />
    </div>
  )
}

/** Shows the view and the profile in the document title, for the task bar and browser tabs. */
function useWindowTitle(view: View): void {
  const profile = useSessionStore((data) => data.view?.profile.name)
  useEffect(() => {
    document.title = [viewTitle(view), profile, 'IBKR Console'].filter(Boolean).join(' · ')
  }, [view, profile])
}

const viewTitle = (view: View): string => `${view.charAt(0).toUpperCase()}${view.slice(1)}`

function CurrentView({ view }: { readonly view: View }) {
  switch (view) {
    case 'explorer':
      return <ExplorerView />
    case 'orders':
      return <OrdersView panes={ORDERS_PANES} />
    case 'portfolio':
      return <Later part={PORTFOLIO_VIEW} props={{}} />
    case 'stream':
      return <Later part={STREAM_VIEW} props={{}} />
    case 'history':
      return <Later part={HISTORY_VIEW} props={{}} />
    case 'session':
      return <SessionView />
    case 'profiles':
      return <Later part={PROFILES_VIEW} props={{}} />
    case 'keys':
      return <Later part={WIZARD_VIEW} props={{}} />
  }
}
