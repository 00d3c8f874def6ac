import { useEffect, useLayoutEffect, useState } from 'react'
import type { HttpMethod } from '../../../../shared/domain/requests.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { useCountdown } from '../../../platform/use-countdown.ts'
import { usePacingStore } from '../../../stores/session-store.ts'
import { formatCountdown } from '../../../ui/format-time.ts'
import { aheadText, formatWait, type KnownWait, knownWait, useWaitStore, waitReason } from '../../waiting/index.ts'
import type { Exchange } from '../explorer-store.ts'

/** Nobody reads what is gone sooner, in ms. */
const SHORTEST_MS = 300
/** Ms after the last key. */
const PAUSE_MS = 120

/**
 * How long a request would wait if it were sent now; undefined where it would leave at once. Asked when the request changes, when one has come
 * back, and when the session tells that its budget has changed: never on a timer.
 */
export function useSendWait(
  method: HttpMethod,
  path: string,
  { state, exchange }: { readonly state: string | undefined; readonly exchange: Exchange['kind'] },
): KnownWait | undefined {
  const [found, setFound] = useState<{ readonly of: string; readonly known: KnownWait | undefined }>()
  const budget = usePacingStore(({ pacing }) => pacing && `${pacing.left} ${pacing.queued}`)
  // What was told of another request, or before this one came back, is not true any more.
  const of = `${method} ${path} ${exchange}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: session and budget are what makes the response another
  useEffect(() => {
    // While it is under way or in the queue itself, it would be in its own way.
    if (exchange === 'sending' || path === '' || path.length > 2_000) return
    const controller = new AbortController()
    const tell = (known?: KnownWait): void => setFound({ of, known })
    const ask = (): void => {
      hostLink()
        .call('requests.estimate', { method, path }, controller.signal)
        .then(
          (wait) => tell(wait.ms < SHORTEST_MS ? undefined : knownWait(wait)),
          () => !controller.signal.aborted && tell(),
        )
    }
    const timer = setTimeout(ask, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [method, path, exchange, of, state, budget])
  const known = found?.of === of ? found.known : undefined
  // Before anything is painted: what was told of another request is not said of this one, not for a moment.
  useLayoutEffect(() => {
    useWaitStore.setState({ ofSend: known })
    return () => useWaitStore.setState({ ofSend: undefined })
  }, [known])
  return known
}

/** Why Send would not send at once, and for how long: where it comes and goes without moving anything. */
export function SendWaitNote() {
  const known = useWaitStore((data) => data.ofSend)
  return known && <WaitNote known={known} />
}

function WaitNote({ known }: { readonly known: KnownWait }) {
  const left = useCountdown(known.until)
  if (left === 0) return null
  return (
    <p
      className="wait-note grow ellipsis small secondary"
      role="note"
      title={`${waitReason(known.wait)}.${aheadText(known.wait)}`}
    >
      {known.wait.cause === 'penalty-box' ? (
        <>
          {waitReason(known.wait)}: <span>{formatCountdown(left)}</span> left. IBKR takes nothing from this address, and
          nothing is sent until then.
        </>
      ) : (
        <>
          Send waits <span>{formatWait(left)}</span>: {waitReason(known.wait)}.{aheadText(known.wait)}
        </>
      )}
    </p>
  )
}

/** The same in the Send button, for the eye alone. */
export function WaitCountdown({ known }: { readonly known: KnownWait }) {
  const left = useCountdown(known.until)
  if (left === 0) return null
  return (
    <span className="wait-countdown" aria-hidden="true">
      {known.wait.cause === 'penalty-box' ? formatCountdown(left) : formatWait(left)}
    </span>
  )
}
