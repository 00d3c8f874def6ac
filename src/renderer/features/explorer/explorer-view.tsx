import { RequestForm } from './request/request-form.tsx'
import { RequestLine } from './request/request-line.tsx'
import { ResponsePane } from './response/response-pane.tsx'
import { useSnippetStore } from './snippet/snippet-actions.ts'
import { SnippetPane } from './snippet/snippet-pane.tsx'
import { OperationTree } from './tree/operation-tree.tsx'
import './response/response.css'
import './response/response.css'
import './explorer.css'
import './request/request.css'
import './snippet/snippet.css'

/** Any method and path, with parameters and a body, and what IBKR really responses. */
export function ExplorerView() {
  const snippetOpen = useSnippetStore((data) => data.open)
  return (
    <div className="explorer">
      <OperationTree />
      <div className="explorer-main" data-snippet={snippetOpen ? 'open' : 'closed'}>
        <RequestLine />
        <RequestForm />
        <ResponsePane />
        {snippetOpen && <SnippetPane />}
      </div>
    </div>
  )
}
