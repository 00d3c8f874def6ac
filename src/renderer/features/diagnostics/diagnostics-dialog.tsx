import { useEffect, useState } from 'react'
import type { CrashDumpView, DiagnosticsFile, DiagnosticsView } from '../../../shared/contract/diagnostics-views.ts'
import { hostLink } from '../../platform/host-link.ts'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { useAction } from '../../stores/use-action.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'
import { formatBytes } from '../../ui/format-number.ts'
import { formatDateTime } from '../../ui/format-time.ts'
import { Message } from '../../ui/message.tsx'
import { RawText } from '../../ui/raw-text.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { saveFile } from '../files/index.ts'
import './diagnostics.css'

/** Dialog that shows the content of the diagnostics file before the user saves it. */
export function DiagnosticsDialog() {
  const [view, setView] = useState<DiagnosticsView>()
  const [withDumps, setWithDumps] = useState(false)
  const { busy, problem, run } = useAction()
  const collect = () =>
    run(async () => {
      setView(await hostLink().call('diagnostics.collect', {}))
      return undefined
    })
  // biome-ignore lint/correctness/useExhaustiveDependencies: collects once, when the dialog opens.
  useEffect(() => void collect(), [])
  const save = () =>
    run(async (close) => {
      const file = await hostLink().call('diagnostics.pack', { crashDumps: withDumps })
      const saved = await saveFile(file.suggestedName, { kind: 'response', responseId: file.responseId })
      if (saved) close()
      return undefined
    })
  return (
    <Dialog title="Export diagnostics" size="large" onClose={closeOverlay}>
      <p className="dialog-text">
        One zip file for a problem report. Keys, tokens, passphrases, requests and orders are not included; names,
        addresses and account IDs are replaced. The file is saved on this computer and not sent anywhere.
      </p>
      {problem !== undefined && (
        <Message
          tone="bad"
          role="alert"
          title="Diagnostics failed"
          actions={view === undefined && <Button onClick={() => void collect()}>Try again</Button>}
        >
          {problem}
        </Message>
      )}
      {view ? (
        <>
          <Files files={view.files} />
          <CrashDumps dumps={view.crashDumps} checked={withDumps} onChange={setWithDumps} />
        </>
      ) : (
        problem === undefined && <p className="padded-block tertiary">Collecting diagnostics…</p>
      )}
      <DialogButtons
        confirm="Save zip file…"
        onConfirm={() => void save()}
        busy={busy && view !== undefined}
        disabled={view === undefined}
        onCancel={closeOverlay}
      />
    </Dialog>
  )
}

function Files({ files }: { readonly files: readonly DiagnosticsFile[] }) {
  const [name, setName] = useState(files[0]?.name ?? '')
  const shown = files.find((file) => file.name === name)
  const tabs = files.map((file) => ({
    id: file.name,
    label: file.name,
    mark: <span className="hint">{formatBytes(new Blob([file.text]).size)}</span>,
  }))
  return (
    <div className="diagnostics-files part column">
      <Tabs label="Files in the zip file" tabs={tabs} selected={name} onSelect={setName}>
        <RawText key={name} label={`Content of ${name}`} text={shown?.text || 'Empty: no event has been logged.'} />
      </Tabs>
    </div>
  )
}

interface CrashDumpsProps {
  readonly dumps: readonly CrashDumpView[]
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

function CrashDumps({ dumps, checked, onChange }: CrashDumpsProps) {
  const [newest] = dumps
  if (!newest) return null
  const count = dumps.length === 1 ? '1 crash dump' : `${dumps.length} crash dumps`
  const size = formatBytes(dumps.reduce((sum, dump) => sum + dump.size, 0))
  return (
    <div className="part">
      <Checkbox checked={checked} onChange={onChange}>
        Include {count} ({size}, newest {formatDateTime(newest.at)})
      </Checkbox>
      <p className="hint">
        A crash dump contains parts of the program’s memory, possibly keys. Include it only for someone you trust with
        them.
      </p>
    </div>
  )
}
