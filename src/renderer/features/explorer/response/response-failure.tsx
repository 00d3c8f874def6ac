import { mayHaveBeenSent } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { goTo } from '../../../stores/navigation-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Message } from '../../../ui/message.tsx'
import { connectSession, requestArming } from '../../session/index.ts'
import { RetryText } from '../../waiting/index.ts'
import type { Exchange } from '../explorer-store.ts'
import { sendRequest } from '../request/send-request.ts'
import { describeFailure, type Failure } from './describe-failure.ts'

/** A request without a response: what happened, the host's message, and a button for the next step. */
export function ResponseFailure({ exchange }: { readonly exchange: Extract<Exchange, { kind: 'failed' }> }) {
  const sent = mayHaveBeenSent(exchange.detail)
  const text = describeFailure(exchange.code, exchange.request.method !== 'GET', sent)
  // Other details are meant for programs; the message already says everything.
  const detail =
    sent && (exchange.code === 'upstream' || exchange.code === 'internal') ? detailText(exchange.detail) : undefined
  return (
    <div className="response-failure scroll">
      <Message tone={text.tone} title={text.title} role="alert" actions={<NextStep action={text.action} />}>
        {exchange.code !== 'cancelled' && (sent || exchange.code !== 'disconnected') && (
          <p>
            <RetryText text={exchange.message} />
          </p>
        )}
        {text.advice !== undefined && <p>{text.advice}</p>}
        {detail !== undefined && <pre className="response-detail">{detail}</pre>}
      </Message>
    </div>
  )
}

function NextStep({ action }: { readonly action: Failure['action'] }) {
  const armed = useSessionStore((data) => data.view?.arming.kind === 'armed')
  const again = (
    <Button look="primary" keys="$mod+Enter" onClick={() => void sendRequest()}>
      Send again
    </Button>
  )
  switch (action) {
    case 'arm':
      return armed ? (
        again
      ) : (
        <Button look="primary" onClick={requestArming}>
          Arm
        </Button>
      )
    case 'connect':
      return (
        <>
          <Button look="primary" onClick={connectSession}>
            Connect
          </Button>
          <Button onClick={() => goTo('session')}>Open session</Button>
        </>
      )
    case 'retry-link':
      return (
        <Button look="primary" onClick={() => hostLink().retryNow()}>
          Retry now
        </Button>
      )
    case 'see-orders':
      return (
        <Button look="primary" onClick={() => goTo('orders')}>
          Check orders
        </Button>
      )
    case 'send-again':
      return again
    case 'none':
      return null
  }
}

function detailText(detail: unknown): string | undefined {
  if (detail === undefined || detail === null) return undefined
  return typeof detail === 'string' ? detail : JSON.stringify(detail, null, 2)
}
