import { useState } from 'react'
import { formatNumber } from '../../../shared/domain/format-number.ts'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { useAction } from '../../stores/use-action.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog, Dialog } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/message.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { clearHistory, exportHistory, type HistoryFormat } from './history-actions.ts'
import { useHistoryStore } from './history-store.ts'

export function ClearHistoryDialog() {
  const clear = (): void => {
    closeOverlay()
    void clearHistory()
  }
  return (
    <ConfirmDialog title="Clear history?" confirm="Clear" onConfirm={clear} onClose={closeOverlay}>
      <p className="dialog-text">
        All requests that are not pinned are removed from all profiles, with their responses. Saved copies of console.db
        are also removed, with the journal entries in them. This cannot be undone.
      </p>
    </ConfirmDialog>
  )
}

const FORMATS: readonly { readonly value: HistoryFormat; readonly label: string }[] = [
  { value: 'har', label: 'HAR' },
  { value: 'bash', label: 'bash' },
  { value: 'typescript', label: 'TypeScript' },
  { value: 'python', label: 'Python' },
]

/** Maximum number of requests in one file, as in the host. */
const MOST = 2_000

export function ExportHistoryDialog() {
  const total = useHistoryStore((data) => data.list?.total ?? 0)
  const profile = useSessionStore((data) => data.view?.profile.name)
  const [format, setFormat] = useState<HistoryFormat>('har')
  const { busy, problem, setProblem, run } = useAction()
  const save = (): void => void run((close) => exportHistory(format, close))
  return (
    <Dialog title="Export history" onClose={closeOverlay}>
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
          ? 'An HTTP archive of requests and responses, for browsers, proxies and bug reports.'
          : `A script that logs in once as profile “${profile ?? ''}” and repeats the read requests. Other requests are included as comments.`}
      </p>
      <p className="dialog-note">
        {total > MOST
          ? `The newest ${formatNumber(MOST)} of ${formatNumber(total)} listed requests, oldest first.`
          : total === 1
            ? 'One listed request.'
            : `${formatNumber(total)} listed requests, oldest first.`}{' '}
        Secrets are removed; account IDs are included.
      </p>
      <Failure title="Export failed" text={problem} />
      <div className="dialog-actions">
        <Button onClick={closeOverlay}>Cancel</Button>
        <Button look="primary" data-initial-focus busy={busy} disabled={busy} onClick={save}>
          Save as file…
        </Button>
      </div>
    </Dialog>
  )
}
