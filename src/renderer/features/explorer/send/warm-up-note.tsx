import { useCountdown } from '../../../platform/use-countdown.ts'
import { useWarmUpStore } from '../../../stores/warm-up-store.ts'
import { Button } from '../../../ui/button.tsx'
import { useWaitStore } from '../../waiting/wait-store.ts'
import { formatWait } from '../../waiting/wait-texts.ts'
import { cancelRequest } from '../explorer-actions.ts'

/** What the warm-up does now, and the way out. */
export function WarmUpNote() {
  const run = useWarmUpStore((data) => data.run)
  const known = useWaitStore((data) => data.waits.get(run?.waitId ?? ''))
  const left = useCountdown(known?.until)
  if (!run) return null
  return (
    <div className="answer-explanation" data-tone="idle">
      <p role="status">Warming up: {run.doing}.</p>
      {left > 0 && <span className="figure">Waits {formatWait(left)}</span>}
      <Button keys="Escape" onClick={cancelRequest}>
        Stop
      </Button>
    </div>
  )
}
