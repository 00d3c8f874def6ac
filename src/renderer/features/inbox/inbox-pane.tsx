import { Settings } from 'lucide-react'
import { useEffect } from 'react'
import { openOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorBoundary } from '../../ui/error-boundary.tsx'
import { SidePane } from '../../ui/side-pane.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { AlertsList } from './alerts-list.tsx'
import { closeInbox, focusIfRequested, INBOX_PANE, refreshNotices } from './inbox-actions.ts'
import { InboxList } from './inbox-list.tsx'
import { useInboxStore } from './inbox-store.ts'
import { useUnreadCount } from './use-kinds-settings.ts'
import './inbox.css'

/** Pane beside every view with the profile's events and local alerts. */
export function InboxPane() {
  const tab = useInboxStore((data) => data.tab)
  const profileId = useInboxStore((data) => data.profileId)
  const unread = useUnreadCount()
  const alerts = useInboxStore((data) => data.alerts?.alerts.length ?? 0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each profile has its own notices
  useEffect(refreshNotices, [profileId])
  useEffect(focusIfRequested, [])
  return (
    <SidePane
      id={INBOX_PANE}
      label="Inbox"
      title="Inbox"
      actions={
        <Button
          look="quiet"
          icon={<Settings size={14} aria-hidden="true" />}
          title="Notification settings…"
          onClick={() => openOverlay({ kind: 'notifications' })}
        />
      }
      onClose={closeInbox}
    >
      <Tabs
        label="Inbox"
        tabs={[
          { id: 'events', label: 'Events', mark: unread > 0 && <span className="count">{unread}</span> },
          { id: 'alerts', label: 'Alerts', mark: alerts > 0 && <span className="count">{alerts}</span> },
        ]}
        selected={tab}
        onSelect={(next) => {
          useInboxStore.setState({ tab: next })
        }}
      >
        <ErrorBoundary key={tab} name="The inbox">
          <div className="inbox column full">{tab === 'events' ? <InboxList /> : <AlertsList />}</div>
        </ErrorBoundary>
      </Tabs>
    </SidePane>
  )
}
