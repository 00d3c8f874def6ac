import { usePlatformStore } from '../../stores/platform-store.ts'
import { Button } from '../../ui/button.tsx'
import { Message } from '../../ui/message.tsx'
import { allowNotifications } from './notification-actions.ts'
import { useNotificationsStore } from './notifications-store.ts'

/** What still keeps notifications off the desktop, with the way to change it. */
export function DesktopNote() {
  const isNative = usePlatformStore((data) => data.capabilities?.notify === true)
  const permission = useNotificationsStore((data) => data.permission)
  if (isNative || permission === 'granted') return null
  if (permission === 'default') {
    return (
      <Message
        tone="warn"
        title="The browser has to allow them"
        actions={<Button onClick={() => void allowNotifications()}>Allow notifications</Button>}
      >
        It asks you once. Until then only sounds are told.
      </Message>
    )
  }
  return (
    <Message
      tone="warn"
      title={permission === 'denied' ? 'The browser does not allow them' : 'There are no notifications here'}
    >
      {permission === 'denied'
        ? 'Allow notifications for this page in the settings of the browser, then load it again. Until then only sounds are told.'
        : 'Neither this browser nor the desktop shows any. Only sounds are told.'}
    </Message>
  )
}
