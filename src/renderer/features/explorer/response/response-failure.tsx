import { mayHaveBeenSent } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { goTo } from '../../../stores/navigation-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Message } from '../../../ui/message.tsx'
import { connectSession, requestArming } from '../../session/index.ts'
import { RetryText } from '../../waiting/index.ts'
import type { FailedRequest } from '../explorer-store.ts'
import { sendRequest } from '../request/send-request.ts'
import { describeFailure, type Failure } from './describe-failure.ts'

/** Failed request with the host's message and the next step. */
export function ResponseFailure({ exchange }: { readonly exchange: FailedRequest }) {
  const sent = mayHaveBeenSent(exchange.detail)
  const text = describeFailure(exchange.code, exchange.request.method !== 'GET', sent)
  // The message already contains all other details.
  const detail =
    sent && (exchange.code === 'upstream' || exchange.code === 'internal') ? detailText(exchange.detail) : undefined
  return (
    <div className="response-failure scroll">
      <Message tone={text.tone} title={text.title} role="alert" actions={<SuggestedAction action={text.action} />}>
        {exchange.code !== 'cancelled' && (sent || exchange.code !== 'disconnected') && (
          <p>
            <RetryText text={exchange.message} />
          </p>
        )}
        {text.advice !== undefined && <p>{text.advice}</p>}
        {detail !== undefined && <pre className="response-detail part-small scroll">{detail}</pre>}
      </Message>
    </div>
  )
}

interface Step {
  readonly title: string
  readonly run: () => void
  readonly keys?: string
}

const STEPS: Readonly<Record<Exclude<Failure['action'], 'none'>, Step>> = {
  arm: { title: 'Arm', run: requestArming },
  connect: { title: 'Connect', run: connectSession },
  'retry-link': { title: 'Retry now', run: () => hostLink().retryNow() },
  'see-orders': { title: 'Check orders', run: () => goTo('orders') },
  'send-again': { title: 'Send again', run: () => void sendRequest(), keys: '$mod+Enter' },
}

function SuggestedAction({ action }: { readonly action: Failure['action'] }) {
  const armed = useSessionStore((data) => data.view?.arming.kind === 'armed')
  if (action === 'none') return null
  const { title, run, ...keys } = STEPS[action === 'arm' && armed ? 'send-again' : action]
  return (
    <>
      <Button look="primary" onClick={run} {...keys}>
        {title}
      </Button>
      {action === 'connect' && <Button onClick={() => goTo('session')}>Open session</Button>}
    </>
  )
}

function detailText(detail: unknown): string | undefined {
  if (detail === undefined || detail === null) return undefined
  return typeof detail === 'string' ? detail : JSON.stringify(detail, null, 2)
}
