import { useSnippetStore } from '../../stores/snippet-store.ts'
import { SnippetPane } from '../snippet/snippet-pane.tsx'
import { AnswerPane } from './answer-pane.tsx'
import { OperationTree } from './operation-tree-view.tsx'
import { RequestForm } from './request-form.tsx'
import { RequestLine } from './request-line.tsx'
import './answer.css'
import '../answer/answer.css'
import './explorer.css'
import './request.css'
import '../orders/side-pane.css'
import '../snippet/snippet.css'

/** Any method and path, with parameters and a body, and what IBKR really answers. */
export function ExplorerView() {
  const snippetOpen = useSnippetStore((data) => data.open)
  return (
    <div className="explorer">
      <OperationTree />
      <div className="explorer-main" data-snippet={snippetOpen ? 'open' : 'closed'}>
        <RequestLine />
        <RequestForm />
        <AnswerPane />
        {snippetOpen && <SnippetPane />}
      </div>
    </div>
  )
}
