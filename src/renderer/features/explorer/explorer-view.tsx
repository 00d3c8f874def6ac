import { AnswerPane } from './answer-pane.tsx'
import { OperationTree } from './operation-tree-view.tsx'
import { RequestForm } from './request-form.tsx'
import { RequestLine } from './request-line.tsx'
import './answer.css'
import './answer-body.css'
import './explorer.css'
import './request.css'

/** Any method and path, with parameters and a body, and what IBKR really answers. */
export function ExplorerView() {
  return (
    <div className="explorer">
      <OperationTree />
      <div className="explorer-main">
        <RequestLine />
        <RequestForm />
        <AnswerPane />
      </div>
    </div>
  )
}
