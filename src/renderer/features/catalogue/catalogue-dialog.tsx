import { FileJson, type LucideIcon, Server } from 'lucide-react'
import { useEffect } from 'react'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { formatDateTime } from '../../ui/format-time.ts'
import { Message } from '../../ui/message.tsx'
import { useCatalogueStore } from './catalogue-store.ts'
import { readFromFile, readFromServer, removeAdditions, startOver, useUpdateStep } from './catalogue-update.ts'
import { ComparedDocument } from './document-report.tsx'
import './catalogue.css'

/** Reads IBKR's OpenAPI document, shows how it differs, and adds what is new on the person's word. */
export function CatalogueDialog() {
  const step = useUpdateStep()
  useEffect(() => {
    startOver()
    return startOver
  }, [])
  return (
    <Dialog title="Update the catalogue" size="large" onClose={closeOverlay}>
      {step.kind === 'choosing' && <ChooseDocument failure={step.failure} />}
      {step.kind === 'reading' && (
        <>
          <p className="dialog-text" role="status">
            {step.from === 'server' ? 'Asking the server for its document…' : 'Reading and comparing the document…'}
          </p>
          <div className="dialog-actions">
            <Button data-initial-focus onClick={startOver}>
              Cancel
            </Button>
          </div>
        </>
      )}
      {step.kind === 'comparing' && <ComparedDocument read={step.read} adding={step.adding} failure={step.failure} />}
    </Dialog>
  )
}

/** Where the document comes from, and what was added before. */
export function ChooseDocument({ failure }: { readonly failure: string | undefined }) {
  const connected = useSessionStore((data) => (data.view?.state.kind ?? 'signed-out') !== 'signed-out')
  return (
    <>
      <p className="dialog-text">
        IBKR describes its Web API in an OpenAPI document. The console compares it with its own catalogue and shows what
        differs; nothing changes before you say so.
      </p>
      {failure !== undefined && (
        <Message tone="bad" title="Not read" role="alert">
          {failure}
        </Message>
      )}
      <div className="document-sources stack">
        <Source
          icon={Server}
          title="From the connected server"
          words={
            connected
              ? 'Asks it for /gw/api/v3/api-docs. A gateway does not serve that.'
              : 'Connect first. A gateway does not serve one.'
          }
          disabled={!connected}
          onChoose={() => void readFromServer()}
        />
        <Source
          icon={FileJson}
          title="From a file"
          words="A copy of the document, in JSON, of up to 5 MB."
          onChoose={() => void readFromFile()}
        />
      </div>
      <Added />
      <div className="dialog-actions">
        <Button onClick={closeOverlay}>Close</Button>
      </div>
    </>
  )
}

function Source(props: {
  readonly icon: LucideIcon
  readonly title: string
  readonly words: string
  readonly disabled?: boolean
  readonly onChoose: () => void
}) {
  const Icon = props.icon
  return (
    <button
      type="button"
      className="card card-choice"
      data-initial-focus={props.disabled ? undefined : true}
      disabled={props.disabled}
      onClick={props.onChoose}
    >
      <Icon size={16} aria-hidden="true" />
      <span>
        <span className="strong">{props.title}</span>
        <span className="secondary">{props.words}</span>
      </span>
    </button>
  )
}

function Added() {
  const { document, operations, extended } = useCatalogueStore((data) => data.additions)
  if (!document) return null
  return (
    <div className="document-added row spread line-row">
      <p>
        Added on {formatDateTime(document.addedAt)} from {document.title || 'a document'} {document.version}:{' '}
        {operations.length} {operations.length === 1 ? 'operation' : 'operations'}, and more of {extended.length} known.
        Reading another document replaces it.
      </p>
      <Button onClick={() => void removeAdditions()}>Remove it</Button>
    </div>
  )
}
