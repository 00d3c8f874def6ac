import { useSessionStore } from '../../../../stores/session-store.ts'
import { QuestionDialog } from '../../../confirmation/question-dialog.tsx'
import { useQuestionStore } from '../../../confirmation/question-store.ts'
import { EnvironmentBadge, environmentDetail } from '../../../session/index.ts'
import { QueuedRequest } from '../../../waiting/queued-request.tsx'
import { useExplorerStore } from '../../explorer-store.ts'
import { answerRequestQuestion } from '../send-request.ts'
import { readMoneyRequest } from './read-trading-request.ts'
import { SentRequest } from './sent-request.tsx'
import { MoneyFacts } from './trading-facts.tsx'
import './confirm.css'

const DOING = { place: 'place it', change: 'change it', cancel: 'cancel it', answer: 'go on', other: 'go on' } as const

/** A question of IBKR about a request of the explorer, with the request as it was sent. */
export function RequestQuestionDialog() {
  const asked = useQuestionStore((data) => data.asked)
  const view = useSessionStore((data) => data.view)
  const waitId = useExplorerStore(({ exchange }) => (exchange.kind === 'sending' ? exchange.waitId : undefined))
  if (!asked || !view) return null
  const { question, request, replying } = asked
  const money = readMoneyRequest(request)
  return (
    <QuestionDialog
      key={question.replyId}
      question={question}
      replying={replying}
      doing={DOING[money.kind]}
      onAnswer={(confirmed) => void answerRequestQuestion(confirmed)}
    >
      <div className="order-summary">
        <p className="order-summary-environment">
          <EnvironmentBadge environment={view.environment} /> {environmentDetail(view)}
        </p>
        <MoneyFacts money={money} />
      </div>
      <SentRequest request={request} open={money.kind === 'other'} />
      {replying && <QueuedRequest waitId={waitId} />}
    </QuestionDialog>
  )
}
