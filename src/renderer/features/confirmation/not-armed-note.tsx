import { useEffect, useRef } from 'react'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { requestArming } from '../session/index.ts'

/** Said before an order is written, not after it was refused. */
export function NotArmedNote({ what = 'this order' }: { readonly what?: string }) {
  const disarmed = useSessionStore((data) => data.view?.arming.kind === 'disarmed')
  if (!disarmed) return null
  return (
    <div className="not-armed" role="note">
      <span className="not-armed-text">Not armed: {what} will not be sent.</span>
      <ArmButton />
    </div>
  )
}

/** It goes once the profile is armed: the dialog that it stood in keeps the focus. */
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
