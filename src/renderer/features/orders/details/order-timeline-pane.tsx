import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { OrderTimeline } from '../../../../shared/contract/views.ts'
import { isChangeable, isWorking, type OrderTransition } from '../../../../shared/domain/orders.ts'
import { errorText } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { useIsConnected } from '../../../stores/link-store.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { formatNumber, groupDigits } from '../../../ui/format-number.ts'
import { formatDateTime, formatRecent } from '../../../ui/format-time.ts'
import { Message } from '../../../ui/message.tsx'
import { gapWords } from '../feed/gap-texts.ts'
import { askToCancel, closeOrderPane } from '../orders-actions.ts'
import { changeOrder } from '../ticket/change-actions.ts'
import { describeStatus, orderStatusWords } from './order-status-text.ts'
import { timelineLines } from './timeline-lines.ts'

/** Steps that a timeline begins with: about what there is room for, and drawn within a frame or two. */
const FIRST_STEPS = 30
/** Steps that it shows on request, the most that the host gives; older ones are found in the journal. */
const MOST_STEPS = 500

type Steps =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly timeline: OrderTimeline }
  | { readonly kind: 'failed'; readonly message: string }

/** One order and every change of it, newest first; read again whenever it changes. */
export function OrderTimelinePane({ orderId }: { readonly orderId: string }) {
  const order = useOrdersStore((data) => data.orders.get(orderId))
  const armed = useSessionStore((data) => data.view?.arming.kind === 'armed')
  const connected = useIsConnected()
  const [attempt, setAttempt] = useState(0)
  const [limit, setLimit] = useState(FIRST_STEPS)
  const steps = useSteps({ orderId, count: order?.transitionCount ?? 0, attempt, limit })

  return (
    <aside className="side-pane" aria-label="Order timeline">
      <header className="pane-head">
        <h2>
          {order ? (
            <>
              <span className="side" data-side={order.side === 'BUY' ? 'buy' : 'sell'}>
                {order.side}
              </span>{' '}
              {formatNumber(order.quantity)} {order.symbol}
            </>
          ) : (
            `Order ${orderId}`
          )}
        </h2>
        <Button
          look="quiet"
          icon={<X size={14} aria-hidden="true" />}
          aria-label="Close the pane"
          title="Close (Esc)"
          onClick={closeOrderPane}
        />
      </header>
      <div className="pane-body">
        {order && (
          <>
            <p className="pane-status" data-tone={orderStatusWords(order.status).tone}>
              <span className="dot" aria-hidden="true" />
              <strong>{orderStatusWords(order.status).label}</strong>
            </p>
            <p className="pane-explanation">{describeStatus(order)}</p>
            <dl className="pane-facts">
              <Fact name="Account" value={order.account} />
              <Fact name="Order id" value={order.orderId} />
              <Fact name="Instrument" value={order.description || order.symbol} />
              <Fact name="Type" value={`${order.orderType}, ${order.timeInForce}`} />
              <Fact name="Filled" value={`${formatNumber(order.filled)} of ${formatNumber(order.quantity)}`} />
              <Fact name="Limit" value={order.limitPrice && groupDigits(order.limitPrice)} />
              <Fact name="Stop" value={order.stopPrice && groupDigits(order.stopPrice)} />
              <Fact name="Average price" value={order.averagePrice && groupDigits(order.averagePrice)} />
              <Fact name="Exchange" value={order.exchange} />
              <Fact name="Reference" value={order.orderReference} />
            </dl>
            {isChangeable(order) && (
              <div className="pane-actions">
                {isWorking(order) && (
                  <Button
                    keys="Delete"
                    disabled={!armed || !connected}
                    title={armed ? undefined : 'Arm the profile first'}
                    onClick={() => askToCancel(order)}
                  >
                    Cancel order…
                  </Button>
                )}
                <Button
                  keys="m"
                  disabled={!connected}
                  title="Opens a form with the order as it is; nothing is sent before you reviewed it"
                  onClick={() => void changeOrder(order)}
                >
                  Change…
                </Button>
                {!connected ? (
                  <span className="pane-note">Not connected.</span>
                ) : (
                  !armed && isWorking(order) && <span className="pane-note">Arm the profile to cancel.</span>
                )}
              </div>
            )}
          </>
        )}
        <h3 className="section-title">Timeline</h3>
        {steps.kind === 'loading' && <p className="loading-line">Loading the timeline…</p>}
        {steps.kind === 'failed' && (
          <Message
            tone="bad"
            title="The timeline could not be read"
            role="alert"
            actions={<Button onClick={() => setAttempt(attempt + 1)}>Try again</Button>}
          >
            <p>{steps.message}</p>
          </Message>
        )}
        {steps.kind === 'known' && (
          <>
            <StepList timeline={steps.timeline} />
            <Earlier
              count={steps.timeline.earlier}
              onMore={limit < MOST_STEPS ? () => setLimit(MOST_STEPS) : undefined}
            />
          </>
        )}
      </div>
    </aside>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string | undefined }) {
  if (value === undefined || value === '') return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function StepList({ timeline: { transitions: steps, gaps, earlier } }: { readonly timeline: OrderTimeline }) {
  const lines = timelineLines(steps, gaps, earlier)
  const isOnlyInactive = steps.every(({ status }) => status === '' || status === 'Inactive')
  if (lines.length === 0) return <EmptyState title="No change has been seen yet" />
  return (
    <ol aria-label="Changes of this order" className="steps">
      {lines.map((line) =>
        line.kind === 'gap' ? (
          <li key={line.key} className="step-gap" data-repaired={line.gap.repairedAt !== undefined}>
            {gapWords(line.gap)}
          </li>
        ) : (
          <Step key={line.key} step={line.step} first={line.first && !isOnlyInactive} />
        ),
      )}
    </ol>
  )
}

function Earlier({ count, onMore }: { readonly count: number; readonly onMore: (() => void) | undefined }) {
  if (count <= 0) return null
  return (
    <div className="pane-actions">
      <span className="pane-note">
        {formatNumber(count)} earlier {count === 1 ? 'change is' : 'changes are'} in the journal.
      </span>
      {onMore && (
        <Button look="quiet" onClick={onMore}>
          Show more
        </Button>
      )}
    </div>
  )
}

function Step({ step, first }: { readonly step: OrderTransition; readonly first: boolean }) {
  // The beginning of every order, and no cause for concern as it would be later.
  const begins = first && step.status === 'Inactive'
  const isOurs = step.source === 'own request'
  return (
    <li className="step" data-tone={begins || isOurs ? 'idle' : orderStatusWords(step.status).tone}>
      <time dateTime={new Date(step.at).toISOString()} title={formatDateTime(step.at)}>
        {formatRecent(step.at, Date.now())}
      </time>
      <span className="dot" aria-hidden="true" />
      <span>
        {step.text}
        <span className="step-source">{step.source}</span>
        {step.journaled === false && <span className="step-note">Not journaled: it may be gone after a restart.</span>}
        {begins && <span className="step-note">Every order starts as Inactive, before IBKR acknowledges it.</span>}
      </span>
    </li>
  )
}

interface WantedSteps {
  readonly orderId: string
  readonly count: number
  readonly attempt: number
  readonly limit: number
}

function useSteps({ orderId, count, attempt, limit }: WantedSteps): Steps {
  const [steps, setSteps] = useState<Steps>({ kind: 'loading' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step or another attempt is the reason to read again.
  useEffect(() => {
    const controller = new AbortController()
    hostLink()
      .call('orders.timeline', { orderId, limit }, controller.signal)
      .then(
        (timeline) => setSteps({ kind: 'known', timeline }),
        (error: unknown) => !controller.signal.aborted && setSteps({ kind: 'failed', message: errorText(error) }),
      )
    return () => controller.abort()
  }, [orderId, count, attempt, limit])
  return steps
}
