import { type Exchange, useExplorerStore } from '../../stores/explorer-store.ts'
import { AnswerViewer } from '../answer/answer-viewer.tsx'
import { useWaitStore } from '../waiting/wait-store.ts'
import { waitReason } from '../waiting/wait-texts.ts'
import { AnswerFailure } from './answer-failure.tsx'
import { answerFileStem, saveAnswer } from './answer-file.ts'
import { AnswerHeadLine } from './answer-head.tsx'
import { AnswerWaiting } from './answer-waiting.tsx'
import { readAnswerAgain } from './explorer-actions.ts'
import { Starters } from './starter-list.tsx'

/** What came back: or why nothing did, or what to try. */
export function AnswerPane() {
  const exchange = useExplorerStore((data) => data.exchange)
  const known = useWaitStore((data) => (exchange.kind === 'sending' ? data.waits.get(exchange.waitId) : undefined))
  return (
    <section className="answer" aria-label="Answer">
      <p className="visually-hidden" role="status">
        {known ? `Waits for its turn: ${waitReason(known.wait)}` : announcement(exchange)}
      </p>
      <Answer exchange={exchange} />
    </section>
  )
}

function Answer({ exchange }: { readonly exchange: Exchange }) {
  switch (exchange.kind) {
    case 'idle':
      return <Starters />
    case 'sending':
      return <AnswerWaiting exchange={exchange} />
    case 'failed':
      return <AnswerFailure exchange={exchange} />
    case 'answered':
      return (
        <>
          <AnswerHeadLine head={exchange.head} warmedUp={exchange.warmedUp} />
          <AnswerViewer
            key={exchange.at}
            head={exchange.head}
            content={exchange.body}
            stem={answerFileStem(exchange.head.url)}
            onSave={() => void saveAnswer()}
            onReadAgain={() => void readAnswerAgain()}
          />
        </>
      )
  }
}

function announcement(exchange: Exchange): string {
  switch (exchange.kind) {
    case 'idle':
      return ''
    case 'sending':
      return 'Sending the request'
    case 'failed':
      return `No answer: ${exchange.message}`
    case 'answered':
      return `Answer: ${exchange.head.status} ${exchange.head.statusText}${exchange.warmedUp ? `. ${exchange.warmedUp}` : ''}`
  }
}
