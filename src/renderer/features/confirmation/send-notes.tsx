import { useEffect, useRef } from 'react'
import { useIsConnected } from '../../stores/link-store.ts'
import { mayCancel, useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { requestArming } from '../session/index.ts'
import './confirmation.css'

/** Explains why the send button is disabled. */
export function DisconnectedNote() {
  if (useIsConnected()) return null
  return (
    <p className="dialog-note" role="status">
      Not connected to the console. You can send once the connection is restored.
    </p>
  )
}

/** Warns before order entry that an order cannot be sent until the profile is armed. */
export function NotArmedNote({ what = 'this order' }: { readonly what?: string }) {
  const disarmed = useSessionStore((data) => data.view?.arming.kind === 'disarmed')
  if (!disarmed) return null
  return (
    <div className="row spread tinted inset secondary" role="note">
      <span>Not armed. Arm the profile to send {what}.</span>
      <ArmButton />
    </div>
  )
}

/** States in a confirmation of cancels what an unarmed profile means for them. */
export function UnarmedCancelNote() {
  const disarmed = useSessionStore((data) => data.view?.arming.kind === 'disarmed')
  const allowed = useSessionStore(mayCancel)
  if (!disarmed) return null
  if (!allowed) return <NotArmedNote what="cancels" />
  return (
    <p className="dialog-note" role="note">
      Not armed. Cancels need no arming; the console reports them outside this window.
    </p>
  )
}

/** Arm button. It disappears once the profile is armed, so the focus moves within the dialog. */
function ArmButton() {
  const ref = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const dialog = ref.current?.closest('.dialog')
    return () => focusWhereLost(dialog?.querySelector<HTMLElement>('[data-initial-focus]') ?? null)
  }, [])
  return (
    <Button ref={ref} onClick={requestArming}>
      Arm
    </Button>
  )
}
