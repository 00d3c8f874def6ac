import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { requestArming } from '../session/session-actions.ts'

/** Said before an order is written, not after it was refused. */
export function NotArmedNote({ what = 'this order' }: { readonly what?: string }) {
  const disarmed = useSessionStore((data) => data.view?.arming.kind === 'disarmed')
  if (!disarmed) return null
  return (
    <div className="not-armed" role="note">
      <span className="not-armed-text">Not armed: {what} will not be sent.</span>
      <Button onClick={requestArming}>Arm</Button>
    </div>
  )
}
