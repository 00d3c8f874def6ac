import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { showToast } from '../../stores/toast-store.ts'

/** Kinds of questions that were answered with "do not ask again", until IBKR can be told: a request in between would void the next question. */
let wanted: ReadonlySet<string> = new Set()

/** Keeps the kinds of a question in mind; `tellIbkrToStopAsking` tells IBKR. */
export function stopAskingLater(messageIds: readonly string[]): void {
  wanted = new Set([...wanted, ...messageIds])
}

/** The order did not go through: IBKR goes on asking. */
export function goOnAsking(): void {
  wanted = new Set()
}

/** Tells IBKR, once it asks nothing more about the order. Nothing is sent where nobody wanted it. */
export async function tellIbkrToStopAsking(): Promise<void> {
  const messageIds = [...wanted]
  goOnAsking()
  if (messageIds.length === 0) return
  const kinds = messageIds.join(', ')
  try {
    const { output } = await hostLink().callBytes('requests.send', {
      method: 'POST',
      path: '/iserver/questions/suppress',
      query: [],
      body: JSON.stringify({ messageIds }),
    })
    if (output.status >= 400) throw new Error(`IBKR answered with ${output.status}.`)
    showToast('idle', `IBKR asks no more about ${kinds} in this session. “Reset suppressed questions” undoes that.`)
  } catch (error) {
    showToast('bad', `IBKR goes on asking about ${kinds}: ${errorText(error)}`)
  }
}
