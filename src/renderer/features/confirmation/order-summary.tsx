import type { KnownEnvironment } from '../../../shared/domain/environment.ts'
import type { Side } from '../../../shared/domain/orders.ts'
import { formatNumber } from '../../ui/format-number.ts'
import { EnvironmentBadge, environmentMeaning } from '../session/index.ts'

interface OrderSummaryProps {
  readonly environment: KnownEnvironment
  readonly account: string
  readonly side: Side
  readonly quantity: number
  readonly symbol: string
  readonly description: string
  readonly type: string
  /** As it will be sent, or in words. */
  readonly price: string
  readonly timeInForce: string
  /** About how much money it is, with what it was worked out from. */
  readonly value?: string | undefined
}

/** What every confirmation shows: the environment, the account, and the order in one sentence and in figures. */
export function OrderSummary(props: OrderSummaryProps) {
  const { environment, side, quantity, symbol } = props
  return (
    <div className="order-summary">
      <p className="order-summary-environment">
        <EnvironmentBadge environment={environment} /> {environmentMeaning(environment)}
      </p>
      <p className="order-summary-line">
        <span className="side" data-side={side === 'BUY' ? 'buy' : 'sell'}>
          {side}
        </span>{' '}
        {formatNumber(quantity)} {symbol}
      </p>
      <dl className="pane-facts">
        <div>
          <dt>Account</dt>
          <dd>{props.account}</dd>
        </div>
        <div>
          <dt>Instrument</dt>
          <dd>{props.description || symbol}</dd>
        </div>
        <div>
          <dt>Price</dt>
          <dd>{props.price}</dd>
        </div>
        {props.value !== undefined && (
          <div>
            <dt>Value</dt>
            <dd>{props.value}</dd>
          </div>
        )}
        <div>
          <dt>Type</dt>
          <dd>
            {props.type}, {props.timeInForce}
          </dd>
        </div>
      </dl>
    </div>
  )
}
