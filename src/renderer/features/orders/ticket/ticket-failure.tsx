import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Message } from '../../../ui/message.tsx'
import { requestArming } from '../../session/index.ts'
import { focusBlotter, refreshOrders } from '../orders-actions.ts'
import type { TicketFailure } from './ticket-store.ts'

/** Why the order is not placed, or not known to be. The ticket below is untouched. */
export function TicketFailureMessage({ failure }: { readonly failure: TicketFailure }) {
  const armed = useSessionStore((data) => data.view?.arming.kind === 'armed')
  return (
    <Message
      tone={failure.notArmed ? 'warn' : 'bad'}
      title={failure.title}
      role="alert"
      actions={
        failure.outcomeUnknown ? (
          <Button
            onClick={() => {
              refreshOrders()
              focusBlotter()
            }}
          >
            Check the feed
          </Button>
        ) : failure.notArmed && !armed ? (
          <Button look="primary" onClick={requestArming}>
            Arm
          </Button>
        ) : null
      }
    >
      <p>{failure.notArmed && armed ? 'Armed now: review the order again.' : failure.message}</p>
      {failure.outcomeUnknown && <p>It may have reached IBKR: check the order list before you place it again.</p>}
    </Message>
  )
}
