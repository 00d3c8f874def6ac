import { useState } from 'react'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { formatNumber } from '../../ui/format-number.ts'
import { Message } from '../../ui/message.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { clearHistory, exportHistory, type HistoryFormat } from './history-actions.ts'
import { useHistoryStore } from './history-store.ts'

export function ClearHistoryDialog() {
  const clear = (): void => {
    closeOverlay()
    void clearHistory()
  }
  return (
    <Dialog title="Clear the history?" role="alertdialog" onClose={closeOverlay}>
      <p className="dialog-text">
        Every request that is not pinned is removed with its response, for all profiles. Saved copies of a damaged
        console.db are removed too, with the journal entries in them. This cannot be undone.
      </p>
      <div className="dialog-actions">
        <Button data-initial-focus onClick={closeOverlay}>
          Keep it
        </Button>
        <Button look="danger" onClick={clear}>
          Clear
        </Button>
      </div>
    </Dialog>
  )
}

const FORMATS: readonly { readonly value: HistoryFormat; readonly label: string }[] = [
  { value: 'har', label: 'HAR' },
  { value: 'bash', label: 'bash' },
  { value: 'typescript', label: 'TypeScript' },
  { value: 'python', label: 'Python' },
]

/** Most entries in one file. */
const MOST = 2_000

/** What the list shows, as a file to take along. */
export function ExportHistoryDialog() {
  const total = useHistoryStore((data) => data.list?.total ?? 0)
  const profile = useSessionStore((data) => data.view?.profile.name)
  const [format, setFormat] = useState<HistoryFormat>('har')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const save = async (): Promise<void> => {
    setBusy(true)
    setProblem(await exportHistory(format))
    setBusy(false)
  }
  return (
    <Dialog title="Export the history" onClose={closeOverlay}>
      <Segmented
        label="Format"
        options={FORMATS}
        value={format}
        onChange={(chosen) => {
          setFormat(chosen)
          setProblem(undefined)
        }}
      />
      <p className="dialog-text">
        {format === 'har'
          ? 'An HTTP archive with requests and answers, for browsers, proxies and bug reports.'
          : `A script that logs in once, as the profile “${profile ?? ''}” does, and sends the reads again. What changes something stands in it as comments.`}
      </p>
      <p className="dialog-note">
        {total > MOST
          ? `The newest ${formatNumber(MOST)} of the ${formatNumber(total)} that the list shows, the oldest first.`
          : total === 1
            ? 'The one request that the list shows.'
            : `The ${formatNumber(total)} that the list shows, the oldest first.`}{' '}
        Secrets were taken out; account ids are in it.
      </p>
      {problem !== undefined && (
        <Message tone="bad" title="Not exported" role="alert">
          {problem}
        </Message>
      )}
      <div className="dialog-actions">
        <Button onClick={closeOverlay}>Cancel</Button>
        <Button look="primary" data-initial-focus busy={busy} disabled={busy} onClick={() => void save()}>
          Save as file…
        </Button>
      </div>
    </Dialog>
  )
}
