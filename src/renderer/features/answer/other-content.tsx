import { type ReactNode, useState } from 'react'
import type { ResponseHead } from '../../../shared/contract/views.ts'
import { Tabs } from '../../ui/tabs.tsx'
import { HeaderTable } from './header-table.tsx'

/** What stands for a body that cannot be shown, beside the headers. */
export function OtherContent({ head, children }: { readonly head: ResponseHead; readonly children: ReactNode }) {
  const [tab, setTab] = useState<'body' | 'headers'>('body')
  const headers = Object.entries(head.headers)
  return (
    <Tabs
      label="Answer parts"
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
