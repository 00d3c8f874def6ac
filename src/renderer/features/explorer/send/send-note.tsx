import { Button } from '../../../ui/button.tsx'
import { requestArming } from '../../session/session-actions.ts'
import type { RequestRisk } from './request-risk.ts'

/** Names the note for the Send button, which it explains. */
export const SEND_NOTE_ID = 'send-note'

/** Why the request will not leave, before anybody tries; and the way out, one Tab behind Send. */
export function SendNote({ risk }: { readonly risk: RequestRisk }) {
  return (
    <div className="send-note" role="note" id={SEND_NOTE_ID}>
      <span>Not armed: it will not be sent. {risk.reason}</span>
      <Button onClick={requestArming}>Arm</Button>
    </div>
  )
}
