import { type ReactNode, useEffect, useState } from 'react'
import type { OrderQuestion } from '../../../shared/contract/views.ts'
import { useIsConnected } from '../../stores/link-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { suppressAfterOrder } from './question-suppression.ts'
import { DisconnectedNote, NotArmedNote } from './send-notes.tsx'

/**
 * Time in ms for which a new question cannot be confirmed: the button may appear under the pointer that has just placed
 * the order, or confirmed the previous question.
 */
const UNREAD_MS = 600

interface QuestionDialogProps {
  readonly question: OrderQuestion
  readonly replying: boolean
  /** Button labels, such as "Place order" and "Don't place". */
  readonly confirm: string
  readonly decline: string
  /** Called once with the user's reply. Closing the dialog declines the question. */
  readonly onReply: (confirmed: boolean) => void
  /** Summary of the order or request. */
  readonly children: ReactNode
}

/** Dialog that shows IBKR's question about an order as plain text. */
export function QuestionDialog({ question, replying, confirm, decline, onReply, children }: QuestionDialogProps) {
  const environment = useSessionStore((data) => data.view?.environment) ?? 'unknown'
  const isLive = useSessionStore((data) => data.view?.countsAs ?? 'live') === 'live'
  const connected = useIsConnected()
  const armed = useSessionStore((data) => data.view?.arming.kind === 'armed')
  const [suppress, setSuppress] = useState(false)
  const [isUnread, setUnread] = useState(true)
  useEffect(() => {
    const timer = setTimeout(() => setUnread(false), UNREAD_MS)
    return () => clearTimeout(timer)
  }, [])
  const { messages, messageIds } = question
  return (
    <Dialog
      title="IBKR requires confirmation"
      role="alertdialog"
      environment={environment}
      onClose={() => !replying && onReply(false)}
    >
      <div className="question message tinted stack" data-tone="warn">
        {messages.map((message) => (
          <p key={message}>{message}</p>
        ))}
      </div>
      {children}
      {messageIds.length > 0 && (
        <Checkbox checked={suppress} disabled={replying} onChange={setSuppress}>
          Don't ask again this session ({messageIds.join(', ')})
        </Checkbox>
      )}
      <NotArmedNote />
      <DisconnectedNote />
      <div className="dialog-actions dialog-actions-pinned line-row">
        <Button data-initial-focus disabled={replying} onClick={() => onReply(false)}>
          {decline}
        </Button>
        <Button
          look={isLive ? 'danger' : 'primary'}
          busy={replying}
          disabled={replying || isUnread || !connected || !armed}
          onClick={() => {
            if (suppress) suppressAfterOrder(messageIds)
            onReply(true)
          }}
        >
          {confirm}
        </Button>
      </div>
    </Dialog>
  )
}
