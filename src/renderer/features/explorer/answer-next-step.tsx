import type { ResponseHead } from '../../../shared/contract/views.ts'
import type { NextStep } from '../../../shared/domain/next-step.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { Button } from '../../ui/button.tsx'
import { connectSession } from '../session/session-actions.ts'
import { editRequest, openRecent, sendBefore, sendRequest } from './explorer-actions.ts'
import { warmUp } from './send/warm-up.ts'

/** The one thing that helps, as a button. Only what reads is sent again by it. */
export function AnswerNextStep({ head, step }: { readonly head: ResponseHead; readonly step: NextStep }) {
  switch (step.kind) {
    case 'reconnect':
      return <Button onClick={connectSession}>Reconnect</Button>
    case 'send-before': {
      const repeats = head.effect === 'read'
      return (
        <Button onClick={() => void sendBefore(step, repeats)}>
          Send {step.method} {step.path}
          {repeats ? ', then this again' : ' first'}
        </Button>
      )
    }
    case 'send-again':
      return head.effect === 'read' ? <Button onClick={() => void sendRequest()}>Send again</Button> : null
    case 'warm-up':
      return head.effect === 'read' ? <Button onClick={() => void warmUp(step)}>Warm up and repeat</Button> : null
    case 'see-orders':
      return <Button onClick={() => goTo('orders')}>Check the orders</Button>
    case 'open':
      return (
        <Button onClick={() => openRecent(step)}>
          Open {step.method} {step.path}
        </Button>
      )
    case 'edit':
      return (
        <Button onClick={() => editRequest(step.part)}>
          {step.part === 'body' ? 'Edit the body' : 'Edit the parameters'}
        </Button>
      )
  }
}
