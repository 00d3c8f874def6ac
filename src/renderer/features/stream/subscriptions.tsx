import { X } from 'lucide-react'
import type { LiveValues, SubscriptionView } from '../../../shared/contract/stream-views.ts'
import { formatNumber } from '../../../shared/domain/format-number.ts'
import { useNow } from '../../platform/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { formatSpan } from '../../ui/format-time.ts'
import { seenSymbol } from '../contracts/index.ts'
import { AccountValues, DepthLadder, HistoryBars, ProfitValues, QuoteValues } from './live-values.tsx'
import { unsubscribe } from './stream-actions.ts'
import { useStreamStore } from './stream-store.ts'
import { subscribedConid } from './subscription-draft.ts'

/** List of the console's subscriptions with their current values. */
export function Subscriptions() {
  const subscriptions = useStreamStore((data) => data.view?.subscriptions)
  const values = useStreamStore((data) => data.values)
  if (!subscriptions || subscriptions.length === 0) {
    return (
      <p className="hint">
        Subscriptions appear here with their current values. Each is renewed after every reconnect and login until you
        end it.
      </p>
    )
  }
  return (
    <ul aria-label="Subscriptions">
      {subscriptions.map((each) => (
        <Subscription key={each.id} subscription={each} values={values.get(each.id)} />
      ))}
    </ul>
  )
}

interface SubscriptionProps {
  readonly subscription: SubscriptionView
  readonly values: LiveValues | undefined
}

function Subscription({ subscription, values }: SubscriptionProps) {
  const { id, text, frames, lastAt, refusal } = subscription
  const now = useNow()
  const name = text.split('+{')[0] ?? text
  const conid = subscribedConid(text)
  const symbol = conid && seenSymbol(conid)
  const stale = values !== undefined && values.kind !== 'gone' ? values.staleSince : undefined
  return (
    <li className="subscription line-below" data-stale={stale !== undefined || undefined}>
      <header className="row">
        <code className="ellipsis" title={text}>
          {name}
        </code>
        {symbol !== undefined && <strong>{symbol}</strong>}
        <span
          className="hint spring align-end nowrap"
          title={`${formatNumber(frames)} ${frames === 1 ? 'frame' : 'frames'} received; age of the last one`}
        >
          {lastAt === undefined ? 'no data yet' : `${formatSpan(now - lastAt)} ago`}
        </span>
        <Button
          look="quiet"
          icon={<X size={13} aria-hidden="true" />}
          aria-label={`End ${name}`}
          title="End this subscription"
          onClick={() => void unsubscribe(id)}
        />
      </header>
      {refusal !== undefined && (
        <p className="field-error" role="alert">
          IBKR: {refusal}
        </p>
      )}
      {stale !== undefined && (
        <p className="hint" data-tone="warn">
          Stale for {formatSpan(now - stale)}: WebSocket lost.
        </p>
      )}
      {values?.kind === 'quote' && <QuoteValues values={values.values} />}
      {values?.kind === 'depth' && <DepthLadder rows={values.rows} />}
      {values?.kind === 'history' && <HistoryBars bars={values.bars} total={values.total} />}
      {values?.kind === 'profit' && <ProfitValues rows={values.rows} />}
      {values?.kind === 'figures' && <AccountValues values={values.values} />}
    </li>
  )
}
