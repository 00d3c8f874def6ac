import type { ResponseHead } from '../../../shared/contract/views.ts'
import { useWarmUpStore } from '../../stores/warm-up-store.ts'
import { formatBytes } from '../../ui/format-number.ts'
import { AnswerNextStep } from './answer-next-step.tsx'
import { WarmUpNote } from './send/warm-up-note.tsx'
import { shortPath } from './short-path.ts'
import { statusWords } from './status-words.ts'
import { TimingBar } from './timing-bar.tsx'

/** Path and query: where they were sent stands in every window once already. */
const askedOf = (url: string): string => shortPath(url.replace(/^https?:\/\/[^/]+/, ''))

/** Status, time and size on one line; what was really asked; what it means where that is known. */
export function AnswerHeadLine({
  head,
  warmedUp,
}: {
  readonly head: ResponseHead
  /** What was done to get it, where more than one call was. */
  readonly warmedUp?: string | undefined
}) {
  const warming = useWarmUpStore((data) => data.run !== undefined)
  const status = statusWords(head.status, head.statusText, head.verdict)
  return (
    <header className="answer-head">
      <div className="answer-line">
        <strong className="answer-status" data-tone={status.tone}>
          <span className="dot" aria-hidden="true" />
          {status.text}
        </strong>
        <TimingBar timing={head.timing} />
        <span className="answer-size">{formatBytes(head.size)}</span>
        <code className="answer-url" title={`${head.method} ${head.url}`}>
          {head.method} {askedOf(head.url)}
        </code>
      </div>
      {warmedUp !== undefined && <p className="answer-warmed-up">{warmedUp}</p>}
      {head.explanation !== undefined && (
        <div className="answer-explanation" data-tone={status.tone === 'good' ? 'idle' : status.tone}>
          <p>{head.explanation}</p>
          {head.nextStep && !warming && <AnswerNextStep head={head} step={head.nextStep} />}
        </div>
      )}
      <WarmUpNote />
    </header>
  )
}
