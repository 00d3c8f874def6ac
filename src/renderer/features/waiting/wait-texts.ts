import type { RequestWaitView } from '../../../shared/contract/views.ts'
import { formatSpan } from '../../ui/format-time.ts'

/** "4.2 s", "3 min 10 s" */
export const formatWait = (ms: number): string => (ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : formatSpan(ms))

/** What a request waits for, as the end of a sentence without its full stop. Empty for what waits for nothing. */
export function waitReason({ cause, limit }: RequestWaitView): string {
  switch (cause) {
    case 'nothing':
      return ''
    case 'endpoint-limit':
      return `IBKR takes ${limit ? limitWords(limit) : 'no more calls'} here`
    case 'global-limit':
      return `IBKR takes ${limit ? limitWords(limit) : 'no more calls'} in all`
    case 'endpoint-rest':
      return 'IBKR reported too many requests'
    case 'penalty-box':
      return 'IBKR’s penalty box'
    case 'connection':
      return 'waiting for a connection to IBKR'
  }
}

function limitWords({ count, windowMs }: NonNullable<RequestWaitView['limit']>): string {
  const calls = count === 1 ? 'one call' : `${count} calls`
  if (windowMs === 0) return `${calls} at a time`
  return windowMs === 1_000 ? `${calls} a second` : `${calls} per ${formatSpan(windowMs)}`
}

/** Who goes before it; empty where nobody does. */
export function aheadWords({ ahead }: RequestWaitView): string {
  if (ahead === 0) return ''
  return ahead === 1 ? ' One request goes before it.' : ` ${ahead} requests go before it.`
}
