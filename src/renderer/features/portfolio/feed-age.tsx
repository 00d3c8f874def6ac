import { useNow } from '../../platform/use-now.ts'
import { formatSpan } from '../../ui/format-time.ts'
import type { AccountRows } from '../account/index.ts'
import { FeedHealthLine } from '../orders/index.ts'

interface FeedAgeProps {
  readonly name: string
  readonly data: Pick<AccountRows<unknown>, 'status' | 'failure'>
}

/** Age of a list that is polled, or why it is not updated. */
export function FeedAge({ name, data }: FeedAgeProps) {
  const now = useNow()
  const { health, lastUpdate } = data.status
  if (health.kind !== 'polling' || lastUpdate === undefined || data.failure !== undefined) {
    return <FeedHealthLine name={name} health={health} lastUpdate={lastUpdate} failure={data.failure} />
  }
  return (
    <span className="feed-part" title={health.reason}>
      {name} <span className="tertiary">updated {formatSpan(now - lastUpdate.at)} ago</span>
    </span>
  )
}
