import type { RequestWaitView } from '../../../shared/contract/views.ts'
import { formatSpan } from '../../ui/format-time.ts'

/** Formats the duration of a wait: "4.2 s", "3 min 10 s". */
export const formatWait = (ms: number): string => (ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : formatSpan(ms))

/**
 * Returns why a request is waiting, as the end of a sentence without the full stop. Returns an empty string if there is
 * no wait.
 */
export function waitReason({ cause, limit }: RequestWaitView): string {
  switch (cause) {
    case 'nothing':
      return ''
    case 'endpoint-limit':
      return limit
        ? `IBKR allows ${limitText(limit)} for this endpoint`
        : 'IBKR’s limit for this endpoint has been reached'
    case 'global-limit':
      return limit ? `IBKR allows ${limitText(limit)} in total` : 'IBKR’s limit for all calls has been reached'
    case 'endpoint-rest':
      return 'IBKR reported too many requests'
    case 'penalty-box':
      return 'penalty box'
    case 'connection':
      return 'waiting for a connection to IBKR'
    case 'guard-rails':
      return 'reading what the guard rails need'
  }
}

function limitText({ count, windowMs }: NonNullable<RequestWaitView['limit']>): string {
  const calls = count === 1 ? 'one call' : `${count} calls`
  if (windowMs === 0) return `${calls} at a time`
  return windowMs === 1_000 ? `${calls} a second` : `${calls} per ${formatSpan(windowMs)}`
}

/** Returns how many requests are ahead in the queue. */
export function aheadText({ ahead }: RequestWaitView): string {
  if (ahead === 0) return ''
  return ` ${ahead} ${ahead === 1 ? 'request' : 'requests'} ahead.`
}
