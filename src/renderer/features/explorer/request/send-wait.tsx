import { useEffect, useLayoutEffect, useState } from 'react'
import type { HttpMethod } from '../../../../shared/domain/requests.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { useCountdown } from '../../../platform/use-countdown.ts'
import { usePacingStore } from '../../../stores/session-store.ts'
import { formatCountdown } from '../../../ui/format-time.ts'
import { aheadText, formatWait, type KnownWait, knownWait, useWaitStore, waitReason } from '../../waiting/index.ts'
import type { Exchange } from '../explorer-store.ts'

/** Minimum wait to display, in ms. */
const SHORTEST_MS = 300
/** Delay in ms before the page requests an estimate. */
const PAUSE_MS = 120

/** Returns how long the request would wait if it were sent now; undefined without a wait. */
export function useSendWait(
  method: HttpMethod,
  path: string,
  { state, exchange }: { readonly state: string | undefined; readonly exchange: Exchange['kind'] },
): KnownWait | undefined {
  const [estimate, setEstimate] = useState<{ readonly key: string; readonly wait: KnownWait | undefined }>()
  const budget = usePacingStore(({ pacing }) => pacing && `${pacing.left} ${pacing.queued}`)
  // Ignores estimates for another request and estimates from before the response.
  const key = `${method} ${path} ${exchange}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the estimate also depends on session and rate limits
  useEffect(() => {
    // While the request waits itself, an estimate would count it as a request ahead of itself.
    if (exchange === 'sending' || path === '' || path.length > 2_000) return
    const controller = new AbortController()
    const timer = setTimeout(async () => {
      const { signal } = controller
      const found = await hostLink()
        .call('requests.estimate', { method, path }, signal)
        .catch(() => undefined)
      const wait = found && found.ms >= SHORTEST_MS ? knownWait(found) : undefined
      if (!signal.aborted) setEstimate({ key, wait })
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [method, path, exchange, key, state, budget])
  const wait = estimate?.key === key ? estimate.wait : undefined
  // Runs before painting, so that no outdated estimate is visible.
  useLayoutEffect(() => {
    useWaitStore.setState({ ofSend: wait })
    return () => useWaitStore.setState({ ofSend: undefined })
  }, [wait])
  return wait
}

/** Note that explains why and how long Send would wait. Its space is reserved. */
export function SendWaitNote() {
  const known = useWaitStore((data) => data.ofSend)
  return known && <WaitNote known={known} />
}

function WaitNote({ known: { wait, until } }: { readonly known: KnownWait }) {
  const left = useCountdown(until)
  if (left === 0) return null
  return (
    <p className="wait-note grow ellipsis small secondary" role="note" title={`${waitReason(wait)}.${aheadText(wait)}`}>
      {wait.cause === 'penalty-box' ? (
        <>
          {waitReason(wait)}. IBKR rejects every request from this IP address. The console sends nothing for another{' '}
          <span>{formatCountdown(left)}</span>.
        </>
      ) : (
        <>
          Send waits <span>{formatWait(left)}</span>: {waitReason(wait)}.{aheadText(wait)}
        </>
      )}
    </p>
  )
}

/** Remaining wait in the Send button. Assistive technology reads the note instead. */
export function WaitCountdown({ known }: { readonly known: KnownWait }) {
  const left = useCountdown(known.until)
  if (left === 0) return null
  return (
    <span className="wait-countdown align-end" aria-hidden="true">
      {known.wait.cause === 'penalty-box' ? formatCountdown(left) : formatWait(left)}
    </span>
  )
}
