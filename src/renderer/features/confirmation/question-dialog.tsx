import { type ReactNode, useState } from 'react'
import type { OrderQuestion } from '../../../shared/contract/views.ts'
import { useIsConnected } from '../../stores/link-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { DisconnectedNote } from './disconnected-note.tsx'
import { NotArmedNote } from './not-armed-note.tsx'
import { stopAskingLater } from './question-suppression.ts'

interface QuestionDialogProps {
  readonly question: OrderQuestion
  readonly replying: boolean
  /** What the buttons say after "Yes, " and "No, do not ". */
  readonly doing: string
  /** Called once. Closing answers no. */
  readonly onAnswer: (confirmed: boolean) => void
  /** What the question is about. */
  readonly children: ReactNode
}

/** What IBKR asks before it takes an order: in its own words, as text. It waits for the answer. */
export function QuestionDialog({ question, replying, doing, onAnswer, children }: QuestionDialogProps) {
  const environment = useSessionStore((data) => data.view?.environment) ?? 'unknown'
  const isLive = useSessionStore((data) => data.view?.countsAs ?? 'live') === 'live'
  const connected = useIsConnected()
  const armed = useSessionStore((data) => data.view?.arming.kind === 'armed')
  const [stopAsking, setStopAsking] = useState(false)
  const { messages, messageIds } = question
  return (
    <Dialog
      title="IBKR asks before it takes the order"
      role="alertdialog"
      environment={environment}
      onClose={() => !replying && onAnswer(false)}
    >
      <div className="question">
        {messages.map((message) => (
          <p key={message}>{message}</p>
        ))}
      </div>
      {children}
      {messageIds.length > 0 && (
        <label className="stop-asking">
          <input
            type="checkbox"
            checked={stopAsking}
            disabled={replying}
            onChange={(event) => setStopAsking(event.target.checked)}
          />
          With yes: do not ask this again until the session ends ({messageIds.join(', ')})
        </label>
      )}
      <NotArmedNote />
      <DisconnectedNote />
      <div className="dialog-actions">
        <Button data-initial-focus disabled={replying} onClick={() => onAnswer(false)}>
          No, do not {doing}
        </Button>
        <Button
          look={isLive ? 'danger' : 'primary'}
          busy={replying}
          disabled={replying || !connected || !armed}
          onClick={() => {
            if (stopAsking) stopAskingLater(messageIds)
            onAnswer(true)
          }}
        >
          Yes, {doing}
        </Button>
      </div>
    </Dialog>
  )
}
