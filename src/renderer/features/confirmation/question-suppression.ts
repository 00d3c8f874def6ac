import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { forProfileInUse } from '../../stores/session-store.ts'
import { showToast } from '../../stores/toast-store.ts'

/**
 * Message ids to suppress once IBKR has accepted the order. An earlier request would invalidate IBKR's next question.
 */
let pending: ReadonlySet<string> = new Set()

export function suppressAfterOrder(messageIds: readonly string[]): void {
  pending = new Set([...pending, ...messageIds])
}

/** Discards the pending suppression, because IBKR did not accept the order. */
export function discardSuppression(): void {
  pending = new Set()
}

/** Requests the suppression of the chosen messages. Called after the last question about the order. */
export async function sendSuppression(): Promise<void> {
  const messageIds = [...pending]
  discardSuppression()
  if (messageIds.length === 0) return
  const ids = messageIds.join(', ')
  try {
    const { output } = await hostLink().callBytes('requests.send', {
      method: 'POST',
      path: '/iserver/questions/suppress',
      query: [],
      body: JSON.stringify({ messageIds }),
      ...forProfileInUse(),
    })
    if (output.status >= 400) throw new Error(`IBKR returned status ${output.status}.`)
    showToast('idle', `IBKR will not ask about ${ids} again this session. “Reset suppressed questions” undoes this.`)
  } catch (error) {
    showToast('bad', `IBKR will keep asking about ${ids}: ${errorText(error)}`)
  }
}
