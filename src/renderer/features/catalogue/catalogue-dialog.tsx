import { FileJson, type LucideIcon, Server } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ApiDocumentView } from '../../../shared/contract/catalogue-views.ts'
import type { CallInput } from '../../../shared/contract/inferred-types.ts'
import { MAX_DOCUMENT_BYTES } from '../../../shared/domain/requests.ts'
import { errorText, hasCode } from '../../../shared/rpc/rpc-error.ts'
import { base64OfFile, chooseFile } from '../../platform/choose-file.ts'
import { hostLink } from '../../platform/host-link.ts'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { usePlatformStore } from '../../stores/platform-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { formatDateTime } from '../../ui/format-time.ts'
import { Failure } from '../../ui/message.tsx'
import { FileProblem } from '../files/index.ts'
import { useCatalogueStore } from './catalogue-store.ts'
import { ComparedDocument } from './document-report.tsx'
import './catalogue.css'

type UpdateStep =
  | { readonly kind: 'choosing'; readonly failure?: string }
  | { readonly kind: 'reading'; readonly from: 'server' | 'file' }
  | { readonly kind: 'comparing'; readonly read: ApiDocumentView }

type DocumentSource = CallInput<'catalogue.readDocument'>

/** Dialog that compares IBKR's OpenAPI document with the catalogue and adds new operations. */
export function CatalogueDialog() {
  const [step, setStep] = useState<UpdateStep>({ kind: 'choosing' })
  const flight = useRef<AbortController>(undefined)
  useEffect(() => () => flight.current?.abort(), [])

  const startOver = (): void => {
    flight.current?.abort()
    flight.current = undefined
    setStep({ kind: 'choosing' })
  }

  const read = async (from: 'server' | 'file', choose: () => Promise<DocumentSource | undefined>): Promise<void> => {
    const controller = new AbortController()
    flight.current = controller
    const isCurrent = (): boolean => flight.current === controller && !controller.signal.aborted
    try {
      const source = await choose()
      if (source === undefined || !isCurrent()) return
      setStep({ kind: 'reading', from })
      const document = await hostLink().call('catalogue.readDocument', source, controller.signal)
      if (isCurrent()) setStep({ kind: 'comparing', read: document })
    } catch (error) {
      if (isCurrent()) setStep({ kind: 'choosing', ...(!hasCode(error, 'cancelled') && { failure: errorText(error) }) })
    }
  }

  const remove = async (): Promise<void> => {
    try {
      await hostLink().call('catalogue.remove', {})
      showToast('good', 'Catalogue reset to the built-in version.')
    } catch (error) {
      setStep({ kind: 'choosing', failure: errorText(error) })
    }
  }

  return (
    <Dialog title="Update the catalogue" size="large" onClose={closeOverlay}>
      {step.kind === 'choosing' && (
        <>
          <p className="dialog-text">
            IBKR describes its Web API in an OpenAPI document. The console compares it with the catalogue and shows the
            differences. The catalogue does not change until you add the new operations.
          </p>
          <Failure title="Could not read the document" text={step.failure} />
          <Sources
            onServer={() => void read('server', async () => ({ from: 'server' }))}
            onFile={() => void read('file', chooseDocument)}
          />
          <Added onRemove={() => void remove()} />
          <div className="dialog-actions">
            <Button onClick={closeOverlay}>Close</Button>
          </div>
        </>
      )}
      {step.kind === 'reading' && (
        <>
          <p className="dialog-text" role="status">
            {step.from === 'server'
              ? 'Requesting the document from the server…'
              : 'Reading and comparing the document…'}
          </p>
          <div className="dialog-actions">
            <Button data-initial-focus onClick={startOver}>
              Cancel
            </Button>
          </div>
        </>
      )}
      {step.kind === 'comparing' && <ComparedDocument read={step.read} onBack={startOver} />}
    </Dialog>
  )
}

/**
 * Lets the user choose an OpenAPI document. Returns undefined if the user cancels. Rejects if the file cannot be used.
 */
async function chooseDocument(): Promise<DocumentSource | undefined> {
  if (usePlatformStore.getState().capabilities?.openFileDialog) return { from: 'dialog' }
  const file = await chooseFile('.json,application/json')
  if (!file) return undefined
  if (file.size > MAX_DOCUMENT_BYTES)
    throw new FileProblem('limit', `The file is larger than the limit of ${MAX_DOCUMENT_BYTES / 1e6} MB.`)
  return { from: 'bytes', name: file.name, base64: await base64OfFile(file) }
}

function Sources({ onServer, onFile }: { readonly onServer: () => void; readonly onFile: () => void }) {
  const isConnected = useSessionStore((data) => (data.view?.state.kind ?? 'signed-out') !== 'signed-out')
  return (
    <div className="document-sources stack">
      <Source
        icon={Server}
        title="From the connected server"
        text={`${isConnected ? 'Reads /gw/api/v3/api-docs.' : 'Connect first.'} A gateway does not serve the document.`}
        disabled={!isConnected}
        onChoose={onServer}
      />
      <Source icon={FileJson} title="From a file" text="An OpenAPI document as JSON, up to 5 MB." onChoose={onFile} />
    </div>
  )
}

interface SourceProps {
  readonly icon: LucideIcon
  readonly title: string
  readonly text: string
  readonly disabled?: boolean
  readonly onChoose: () => void
}

function Source({ icon: Icon, title, text, disabled, onChoose }: SourceProps) {
  return (
    <button
      type="button"
      className="card card-choice"
      data-initial-focus={disabled ? undefined : true}
      disabled={disabled}
      onClick={onChoose}
    >
      <Icon size={16} aria-hidden="true" />
      <span>
        <span className="strong">{title}</span>
        <span className="secondary">{text}</span>
      </span>
    </button>
  )
}

/** Shows the operations and parameters that an imported document added. */
function Added({ onRemove }: { readonly onRemove: () => void }) {
  const { document, operations, extended } = useCatalogueStore((data) => data.additions)
  if (!document) return null
  return (
    <div className="document-added row spread line-row">
      <p>
        Added on {formatDateTime(document.addedAt)} from {document.title || 'a document'} {document.version}:{' '}
        {operations.length} {operations.length === 1 ? 'operation' : 'operations'}, and more of {extended.length} known.
        Another document replaces it.
      </p>
      <Button onClick={onRemove}>Remove additions</Button>
    </div>
  )
}
