import { type ReactNode, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { formatBytes } from '../../../ui/format-number.ts'
import { Tabs } from '../../../ui/tabs.tsx'
import { FileButton } from '../../files/index.ts'
import { HeaderTable } from './header-table.tsx'
import { ReadableResponse, type ResponseViewerProps } from './readable-response.tsx'
import type { ResponseContent } from './response-content.ts'

/** Body and headers of a response. */
export function ResponseViewer({ content, onReadAgain, ...rest }: ResponseViewerProps) {
  const { head, leading, notes, onSave } = rest
  const [tab, setTab] = useState<'body' | 'headers'>('body')
  if (content.kind === 'parsed' && content.summary.kind !== 'binary') {
    return <ReadableResponse {...rest} content={content} />
  }
  const headers = Object.entries(head.headers)
  return (
    <Tabs
      label="Response views"
      tabs={[
        { id: 'body', label: 'Body' },
        { id: 'headers', label: 'Headers', mark: <span className="count">{headers.length}</span> },
      ]}
      selected={tab}
      onSelect={setTab}
      leading={leading}
    >
      {notes}
      {tab === 'headers' ? (
        <HeaderTable headers={headers} />
      ) : (
        <HiddenBody
          kind={content.kind}
          head={head}
          save={<FileButton doing="save" title="Save the body as a file" command="save-response" onClick={onSave} />}
          onReadAgain={onReadAgain}
        />
      )}
    </Tabs>
  )
}

interface HiddenBodyProps extends Pick<ResponseViewerProps, 'head' | 'onReadAgain'> {
  readonly kind: ResponseContent['kind']
  readonly save: ReactNode
}

/** Explains why a body is not shown, with the next step. */
function HiddenBody({ kind, head, save, onReadAgain }: HiddenBodyProps) {
  switch (kind) {
    case 'parsed':
      return (
        <EmptyState title="Binary body" actions={save}>
          {formatBytes(head.size)} of {head.headers['content-type'] ?? 'an unknown type'}. Save it to open it in another
          program.
        </EmptyState>
      )
    case 'empty':
      return <EmptyState title="The response has no body">The server sent a status and headers only.</EmptyState>
    case 'too-large':
      return (
        <EmptyState title={`${formatBytes(head.size)}: too large to show`} actions={save}>
          The console stores the body until newer responses replace it. Save it as a file, or request less data.
        </EmptyState>
      )
    case 'failed':
      return (
        <EmptyState
          title="The response could not be read"
          actions={
            <>
              <Button look="primary" onClick={onReadAgain}>
                Read again
              </Button>
              {save}
            </>
          }
        >
          The worker that parses it stopped. The request was not sent again; the body can still be saved.
        </EmptyState>
      )
  }
}
