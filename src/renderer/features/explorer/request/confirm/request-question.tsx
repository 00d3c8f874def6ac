import { useSessionStore } from '../../../../stores/session-store.ts'
import { QuestionDialog, useQuestionStore } from '../../../confirmation/index.ts'
import { EnvironmentBadge, environmentDetail } from '../../../session/index.ts'
import { QueuedRequest } from '../../../waiting/index.ts'
import { useExplorerStore } from '../../explorer-store.ts'
import { answerRequestQuestion } from '../send-request.ts'
import { readTradingRequest } from './read-trading-request.ts'
import { SentRequest, TradingFacts } from './trading-facts.tsx'
import './confirm.css'

const BUTTONS = {
  place: { confirm: 'Place order', decline: "Don't place" },
  change: { confirm: 'Submit changes', decline: "Don't change" },
  cancel: { confirm: 'Cancel order', decline: 'Keep order' },
  reply: { confirm: 'Continue', decline: 'Stop' },
  other: { confirm: 'Continue', decline: 'Stop' },
} as const

/** Dialog with IBKR's question about a request from the explorer. */
export function RequestQuestionDialog() {
  const asked = useQuestionStore((data) => data.asked)
  const view = useSessionStore((data) => data.view)
  const waitId = useExplorerStore(({ tabs }) => {
    const exchange = tabs.find(({ id }) => id === asked?.tabId)?.exchange
    return exchange?.kind === 'sending' ? exchange.waitId : undefined
  })
  if (!asked || !view) return null
  const { question, request, replying } = asked
  const trading = readTradingRequest(request)
  return (
    <QuestionDialog
      key={question.replyId}
      question={question}
      replying={replying}
      {...BUTTONS[trading.kind]}
      onReply={(confirmed) => void answerRequestQuestion(confirmed)}
    >
      <div>
        <p className="secondary">
          <EnvironmentBadge environment={view.environment} /> {environmentDetail(view)}
        </p>
        <TradingFacts trading={trading} />
      </div>
      <SentRequest request={request} open={trading.kind === 'other'} />
      {replying && <QueuedRequest waitId={waitId} />}
    </QuestionDialog>
  )
}
