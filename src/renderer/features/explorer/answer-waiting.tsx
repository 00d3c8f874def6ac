import { useNow } from '../../platform/use-now.ts'
import type { Exchange } from '../../stores/explorer-store.ts'
import { Button } from '../../ui/button.tsx'
import { formatSpan } from '../../ui/format-time.ts'
import { cancelRequest } from './explorer-actions.ts'

/** A request in flight: how long already, and the way out. */
export function AnswerWaiting({ exchange }: { readonly exchange: Extract<Exchange, { kind: 'sending' }> }) {
  const waited = useNow() - exchange.startedAt
  return (
    <div className="answer-waiting">
      <div className="progress" aria-hidden="true" />
      <p className="answer-waiting-text">
        Waiting for <code>{exchange.request.path}</code>
        {waited >= 2_000 && <span> for {formatSpan(waited)}. It may wait its turn: requests are paced.</span>}
      </p>
      {waited >= 2_000 && (
        <Button keys="Escape" onClick={cancelRequest}>
          Cancel the request
        </Button>
      )}
    </div>
  )
}
