import { type ReactNode, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { formatBytes } from '../../../ui/format-number.ts'
import { Tabs } from '../../../ui/tabs.tsx'
import { FileButton } from '../../files/index.ts'
import { HeaderTable } from './header-table.tsx'
import { ReadableResponse, type ResponseViewerProps } from './readable-response.tsx'

/** The body and headers of a response of any type. */
export function ResponseViewer({ content, onReadAgain, ...rest }: ResponseViewerProps) {
  const { head, onSave } = rest
  const save = <FileButton doing="save" title="Save the body as a file" command="save-response" onClick={onSave} />
  switch (content.kind) {
    case 'parsed':
      if (content.summary.kind !== 'binary') return <ReadableResponse {...rest} content={content} />
      return (
        <OtherContent {...rest}>
          <EmptyState title="Binary body" actions={save}>
            {formatBytes(head.size)} of {head.headers['content-type'] ?? 'an unknown type'}. Save it to open it in
            another program.
          </EmptyState>
        </OtherContent>
      )
    case 'empty':
      return (
        <OtherContent {...rest}>
          <EmptyState title="The response has no body">The server sent a status and headers only.</EmptyState>
        </OtherContent>
      )
    case 'too-large':
      return (
        <OtherContent {...rest}>
          <EmptyState title={`${formatBytes(head.size)}: too large to show`} actions={save}>
            The console stores it until newer responses replace it. Save it as a file, or request less data.
          </EmptyState>
        </OtherContent>
      )
    case 'failed':
      return (
        <OtherContent {...rest}>
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
        </OtherContent>
      )
  }
}

type OtherContentProps = Pick<ResponseViewerProps, 'head' | 'leading' | 'notes'> & { readonly children: ReactNode }

/** Shown next to the headers if the body cannot be shown. */
function OtherContent({ head, leading, notes, children }: OtherContentProps) {
  const [tab, setTab] = useState<'body' | 'headers'>('body')
  const headers = Object.entries(head.headers)
  return (
    <Tabs
      label="Response parts"
      tabs={[
        { id: 'body', label: 'Body' },
        { id: 'headers', label: 'Headers', mark: <span className="count">{headers.length}</span> },
      ]}
      selected={tab}
      onSelect={setTab}
      leading={leading}
    >
      {notes}
      {tab === 'headers' ? <HeaderTable headers={headers} /> : children}
    </Tabs>
  )
}
