import { SlidersHorizontal } from 'lucide-react'
import type { NotificationKind } from '../../../shared/domain/notifications.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { DropPanel } from '../../ui/drop-panel.tsx'
import type { ContextMenuItem } from '../../ui/menu/context-menu.tsx'
import { KINDS, muteKind, NOTIFICATION_KINDS } from '../notifications/index.ts'
import { mute } from './inbox-actions.ts'
import { type InboxFilter, type KindsSettings, useInboxStore } from './inbox-store.ts'
import { useKindsSettings } from './use-kinds-settings.ts'

/** Panel with a switch for each kind of event. */
export function KindsPanel({ kinds }: { readonly kinds: KindsSettings }) {
  return (
    <DropPanel
      look="quiet"
      icon={<SlidersHorizontal size={14} aria-hidden="true" />}
      label={undefined}
      buttonLabel="Kinds of events"
      title="Kinds of events"
      panelLabel="Kinds of events"
    >
      {() => (
        <>
          {KINDS.map((kind, index) => (
            <Checkbox
              key={kind}
              data-initial-focus={index === 0 || undefined}
              checked={!kinds?.[kind].muted}
              disabled={kinds === undefined}
              onChange={(on) => void muteKind(kind, !on)}
            >
              {NOTIFICATION_KINDS[kind].label}
            </Checkbox>
          ))}
          <p className="drop-note small tertiary">
            Kinds that are off are muted: they count as read, show no notification and play no sound.
          </p>
        </>
      )}
    </DropPanel>
  )
}

/** Line that names the muted kinds, or the buttons that unmute them. */
export function MutedKinds(props: { readonly kinds: readonly NotificationKind[]; readonly filter: InboxFilter }) {
  const { kinds, filter } = props
  if (kinds.length === 0) return null
  if (filter === 'muted') {
    return (
      <div className="bar rigid wrap">
        {kinds.map((kind) => (
          <Button key={kind} onClick={() => void muteKind(kind, false)}>
            Unmute “{NOTIFICATION_KINDS[kind].label}”
          </Button>
        ))}
      </div>
    )
  }
  if (filter !== 'all' && filter !== 'unread') return null
  const names = kinds.map((kind) => NOTIFICATION_KINDS[kind].label).join(', ')
  return (
    <div className="bar rigid spread small" data-tone={kinds.some(isTrade) ? 'warn' : undefined}>
      <span className="tone ellipsis" title={names}>
        Muted: {names}
      </span>
      <Button look="quiet" onClick={() => useInboxStore.setState({ filter: 'muted' })}>
        Show
      </Button>
    </div>
  )
}

/** Whether a kind is about orders that cost money or did not reach the exchange. */
const isTrade = (kind: NotificationKind): boolean => kind === 'fill' || kind === 'partial' || kind === 'reject'

/** Menu item that mutes or unmutes the kind of an event. */
export function muteItem(kind: NotificationKind, kinds: KindsSettings): ContextMenuItem {
  const { label } = NOTIFICATION_KINDS[kind]
  return kinds?.[kind].muted
    ? { id: 'mute', title: `Unmute “${label}”`, run: () => void muteKind(kind, false) }
    : { id: 'mute', title: `Mute “${label}”`, run: () => mute(kind) }
}

export function MuteButton({ kind }: { readonly kind: NotificationKind }) {
  const { title, run } = muteItem(kind, useKindsSettings())
  return (
    <Button look="quiet" onClick={run}>
      {title}
    </Button>
  )
}
