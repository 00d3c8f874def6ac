import { useState } from 'react'
import type {
  KindSettings,
  NotificationKind,
  NotificationSettings,
  QuietHours,
} from '../../../shared/domain/notifications.ts'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { usePlatformStore } from '../../stores/platform-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'
import { Failure, Message } from '../../ui/message.tsx'
import { KINDS, NOTIFICATION_KINDS } from './notification-kinds.ts'
import {
  allowNotifications,
  changeNotifications,
  tryNotification,
  useNotificationsStore,
} from './notifications-store.ts'
import { QuietHoursFields } from './quiet-hours-fields.tsx'
import './notifications.css'

/** Dialog to choose which events show a notification or play a sound. */
export function NotificationsDialog() {
  const view = useNotificationsStore((data) => data.view)
  const [problem, setProblem] = useState<string>()
  const change = (settings: NotificationSettings): void => void changeNotifications(settings).then(setProblem)
  return (
    <Dialog title="Notifications" onClose={closeOverlay} size="large">
      <p className="dialog-text">
        Desktop notifications appear while this window is in the background. Sounds also play while it is in front; in a
        browser only after the first click or key press. The inbox records all events. A kind that is off there is
        muted: it counts as read and does not notify.
      </p>
      <DesktopNote />
      {view ? (
        <>
          <KindTable settings={view.settings} onChange={change} />
          <QuietHoursFields
            quietHours={view.settings.quietHours}
            timeZone={view.timeZone}
            onChange={(quietHours: QuietHours) => change({ ...view.settings, quietHours })}
          />
        </>
      ) : (
        <p className="padded-block tertiary">Loading settings…</p>
      )}
      <Failure title="Not saved" text={problem} />
      <DialogButtons confirm="Done" onConfirm={closeOverlay} />
    </Dialog>
  )
}

function KindTable(props: {
  readonly settings: NotificationSettings
  readonly onChange: (settings: NotificationSettings) => void
}) {
  const { settings, onChange } = props
  const turn = (kind: NotificationKind, change: Partial<KindSettings>): void =>
    onChange({ ...settings, kinds: { ...settings.kinds, [kind]: { ...settings.kinds[kind], ...change } } })
  return (
    <table className="notification-kinds part wide" aria-label="Notifications by kind">
      <thead>
        <tr>
          <th scope="col" className="hint">
            Event
          </th>
          <th scope="col" className="hint">
            Inbox
          </th>
          <th scope="col" className="hint">
            Desktop
          </th>
          <th scope="col" className="hint">
            Sound
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {KINDS.map((kind) => {
          const { label, help } = NOTIFICATION_KINDS[kind]
          const { muted, ...switches } = settings.kinds[kind]
          return (
            <tr key={kind} className="line-row">
              <th scope="row" className="medium">
                {label}
                <span className="hint regular block">{help}</span>
              </th>
              <td className="notification-switch">
                <input
                  type="checkbox"
                  aria-label={`${label}: inbox`}
                  checked={!muted}
                  onChange={(event) => turn(kind, { muted: !event.target.checked })}
                />
              </td>
              {(['desktop', 'sound'] as const).map((way) => (
                <td key={way} className="notification-switch">
                  <input
                    type="checkbox"
                    aria-label={`${label}: ${way}`}
                    checked={!muted && switches[way]}
                    disabled={muted}
                    onChange={(event) => turn(kind, { [way]: event.target.checked })}
                  />
                </td>
              ))}
              <td className="notification-try">
                <Button look="quiet" aria-label={`Test: ${label}`} onClick={() => void tryNotification(kind)}>
                  Test
                </Button>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

const PERMISSION_TEXTS = {
  default: [
    'Allow notifications in the browser',
    'The browser asks for permission once. Until then, only sounds play.',
  ],
  denied: [
    'Notifications are blocked by the browser',
    'Allow notifications for this page in the browser settings, then reload the page. Until then, only sounds play.',
  ],
  none: ['Notifications are not available', 'This browser does not support notifications. Only sounds play.'],
} as const

/** Explains why desktop notifications do not appear and how to enable them. */
function DesktopNote() {
  const isNative = usePlatformStore((data) => data.capabilities?.notify === true)
  const permission = useNotificationsStore((data) => data.permission)
  const problem = useNotificationsStore((data) => data.view?.problem)
  const browser = isNative || permission === 'granted' ? undefined : PERMISSION_TEXTS[permission]
  const [title, text] = problem ? ['Notifications are not shown', problem] : (browser ?? [])
  if (title === undefined) return null
  const allow = <Button onClick={() => void allowNotifications()}>Allow notifications</Button>
  return (
    <Message tone="warn" title={title} actions={permission === 'default' ? allow : undefined}>
      {text}
    </Message>
  )
}
