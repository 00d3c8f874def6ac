import { type ReactNode, useState } from 'react'
import type { ResponseHead } from '../../../../shared/contract/views.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { formatBytes } from '../../../ui/format-number.ts'
import { Tabs } from '../../../ui/tabs.tsx'
import { FileButton } from '../../files/index.ts'
import { HeaderTable } from './header-table.tsx'
import { ReadableResponse } from './readable-response.tsx'
import type { ResponseContent } from './response-content.ts'

interface ResponseViewerProps {
  readonly head: ResponseHead
  readonly content: ResponseContent
  /** Name for a file of it, without an ending. */
  readonly stem: string
  readonly onSave: () => void
  readonly onReadAgain: () => void
}

/** The body and the headers of a response, whatever it is. */
export function ResponseViewer({ head, content, stem, onSave, onReadAgain }: ResponseViewerProps) {
  const save = <FileButton doing="save" title="Save the body as a file" command="save-response" onClick={onSave} />
  switch (content.kind) {
    case 'read':
      if (content.summary.kind === 'binary') {
        return (
          <OtherContent head={head}>
            <EmptyState title="Not a text" actions={save}>
              {formatBytes(head.size)} of {head.headers['content-type'] ?? 'an unknown kind'}. Save it to open it with
              another program.
            </EmptyState>
          </OtherContent>
        )
      }
      return <ReadableResponse head={head} content={content} stem={stem} onSave={onSave} />
    case 'empty':
      return (
        <OtherContent head={head}>
          <EmptyState title="The response has no body">The status above is all that the server said.</EmptyState>
        </OtherContent>
      )
    case 'kept':
      return (
        <OtherContent head={head}>
          <EmptyState title={`${formatBytes(head.size)}: too large to show`} actions={save}>
            The console holds it until the next answers come. Save it as a file, or ask for less.
          </EmptyState>
        </OtherContent>
      )
    case 'unread':
      return (
        <OtherContent head={head}>
          <EmptyState
            title="The response could not be read"
            actions={
              <>
                <Button look="primary" onClick={onReadAgain}>
                  Read it again
                </Button>
                {save}
              </>
            }
          >
            What reads it broke down; nothing was sent again. The body is still there to be saved.
          </EmptyState>
        </OtherContent>
      )
  }
}

/** What stands for a body that cannot be shown, beside the headers. */
export function OtherContent({ head, children }: { readonly head: ResponseHead; readonly children: ReactNode }) {
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
    >
      {tab === 'headers' ? <HeaderTable headers={headers} /> : children}
    </Tabs>
  )
}
