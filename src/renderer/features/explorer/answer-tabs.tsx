import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { AnswerHead } from '../../../shared/contract/views.ts'
import { copyText } from '../../platform/clipboard.ts'
import { showToast } from '../../stores/toast-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { FileButton } from '../files/file-button.tsx'
import type { AnswerBody } from './answer-body.ts'
import { saveAnswer } from './answer-file.ts'
import { HeaderTable } from './header-table.tsx'
import { JsonTree } from './json-tree.tsx'
import { RawText } from './raw-text.tsx'

type AnswerTab = 'pretty' | 'raw' | 'headers'

/** The same answer three ways. */
export function AnswerTabs({ head, body }: { readonly head: AnswerHead; readonly body: AnswerBody }) {
  const [tab, setTab] = useState<AnswerTab>('pretty')
  const headers = Object.entries(head.headers)
  return (
    <Tabs
      label="Answer parts"
      tabs={[
        { id: 'pretty', label: 'Pretty' },
        { id: 'raw', label: 'Raw' },
        { id: 'headers', label: 'Headers', mark: <span className="count">{headers.length}</span> },
      ]}
      selected={tab}
      onSelect={setTab}
      trailing={
        <div className="tabs-actions">
          <FileButton
            doing="save"
            look="quiet"
            title="Save the body as a file"
            command="save-answer"
            disabled={body.kind === 'empty'}
            onClick={() => void saveAnswer()}
          />
          <CopyButton text={textOf(tab, headers, body)} />
        </div>
      }
    >
      {tab === 'headers' ? <HeaderTable headers={headers} /> : <Body body={body} pretty={tab === 'pretty'} />}
    </Tabs>
  )
}

function Body({ body, pretty }: { readonly body: AnswerBody; readonly pretty: boolean }) {
  if (body.kind === 'empty') {
    return <EmptyState title="The answer has no body">The status above is all that the server said.</EmptyState>
  }
  return pretty && body.kind === 'json' ? (
    <JsonTree value={body.value} />
  ) : (
    <RawText text={body.text} label="Raw answer" />
  )
}

function textOf(tab: AnswerTab, headers: readonly [string, string][], body: AnswerBody): string {
  if (tab === 'headers') return headers.map(([name, value]) => `${name}: ${value}`).join('\n')
  if (body.kind === 'empty') return ''
  return tab === 'pretty' && body.kind === 'json' ? JSON.stringify(body.value, null, 2) : body.text
}

function CopyButton({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1_500)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async (): Promise<void> => {
    if (await copyText(text)) setCopied(true)
    else showToast('bad', 'The browser did not allow copying. Select the text and press Ctrl+C.')
  }
  return (
    <Button
      look="quiet"
      disabled={text === ''}
      icon={copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      onClick={() => void copy()}
    >
      {copied ? 'Copied' : 'Copy'}
    </Button>
  )
}
