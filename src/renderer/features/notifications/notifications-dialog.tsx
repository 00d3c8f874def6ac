import { useState } from 'react'
import type { NotificationKind, NotificationSettings, QuietHours } from '../../../shared/domain/notifications.ts'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Message } from '../../ui/message.tsx'
import { DesktopNote } from './desktop-note.tsx'
import { changeNotifications, tryNotification } from './notification-actions.ts'
import { KINDS_IN_ORDER, NOTIFICATION_WORDS } from './notification-words.ts'
import { useNotificationsStore } from './notifications-store.ts'
import { QuietHoursFields } from './quiet-hours-fields.tsx'
import './notifications.css'

/** What is told outside the window, and how. Each change is kept at once. */
export function NotificationsDialog() {
  const view = useNotificationsStore((data) => data.view)
  const [problem, setProblem] = useState<string>()
  const change = (settings: NotificationSettings): void => void changeNotifications(settings).then(setProblem)
  return (
    <Dialog title="Notifications" onClose={closeOverlay} size="large">
      <p className="dialog-text">
        Shown on the desktop while this window is not in front. Sounds are heard in any case.
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
        <p className="loading-line">Waiting for the console…</p>
      )}
      {problem !== undefined && (
        <Message tone="bad" title="Not kept: it is as before" role="alert">
          {problem}
        </Message>
      )}
      <div className="dialog-actions">
        <Button look="primary" onClick={closeOverlay}>
          Done
        </Button>
      </div>
    </Dialog>
  )
}

function KindTable(props: {
  readonly settings: NotificationSettings
  readonly onChange: (settings: NotificationSettings) => void
}) {
  const { settings, onChange } = props
  const turn = (kind: NotificationKind, way: 'desktop' | 'sound', on: boolean): void =>
    onChange({ ...settings, kinds: { ...settings.kinds, [kind]: { ...settings.kinds[kind], [way]: on } } })
  return (
    <table className="notification-kinds" aria-label="Notifications by kind">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Desktop</th>
          <th scope="col">Sound</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {KINDS_IN_ORDER.map((kind) => {
          const { label, help } = NOTIFICATION_WORDS[kind]
          return (
            <tr key={kind}>
              <th scope="row">
                {label}
                <span className="notification-help">{help}</span>
              </th>
              {(['desktop', 'sound'] as const).map((way) => (
                <td key={way} className="notification-switch">
                  <input
                    type="checkbox"
                    aria-label={`${label}: ${way}`}
                    checked={settings.kinds[kind][way]}
                    onChange={(event) => turn(kind, way, event.target.checked)}
                  />
                </td>
              ))}
              <td className="notification-try">
                <Button look="quiet" aria-label={`Try: ${label}`} onClick={() => tryNotification(kind)}>
                  Try
                </Button>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
