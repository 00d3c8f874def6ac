import { type DragEvent, useState } from 'react'
import type { ImportView } from '../../../shared/contract/import-views.ts'
import type { KeySlot } from '../../../shared/domain/keys.ts'
import { showToast } from '../../stores/toast-store.ts'
import { addPaths } from './import-actions.ts'
import { droppedFiles, droppedPaths, readAndAddFiles } from './key-files.ts'
import { KeySlots } from './key-slots.tsx'
import { GenerateKeys } from './make-keys.tsx'
import { ContinueButton, StepFrame } from './step-frame.tsx'
import { needsRegistration, stepState } from './wizard-steps.ts'
import './wizard.css'
import { useEffect, useRef } from 'react'
import type { KeyFileReport } from '../../../shared/contract/import-views.ts'
import { ChooseButton } from './key-slots.tsx'
import './key-slots.css'

/** Wizard step to import keys from files or to generate new keys. */
export function StartStep({ view }: { readonly view: ImportView }) {
  const [over, setOver] = useState<KeySlot | 'step'>()
  const ready = stepState('start', view) === 'done'
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(undefined)
    void addDrop(view.id, event.dataTransfer, slotUnder(event, view))
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a button offers the same by keyboard.
    <div
      className="drop-area"
      data-over={over !== undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(slotUnder(event, view) ?? 'step')
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(undefined)
      }}
      onDrop={onDrop}
    >
      <StepFrame
        view={view}
        step="start"
        title={view.kind === 'oauth1' ? 'Provide the keys' : 'Provide the key'}
        lead={
          view.kind === 'oauth1'
            ? 'IBKR identifies you by two RSA key pairs and a Diffie-Hellman prime. The private keys stay on this computer; only the public keys are registered with IBKR.'
            : 'IBKR identifies your client by one RSA key pair. The private key stays on this computer; IBKR has the public key.'
        }
        primary={<ContinueButton view={view} to={needsRegistration(view) ? 'register' : 'strings'} ready={ready} />}
        note={ready ? undefined : missingText(view)}
      >
        <div className="wizard-cards" data-ways={view.kind === 'oauth1' ? 2 : 1}>
          <FromFiles view={view} over={over === 'step'} />
          {view.kind === 'oauth1' && <GenerateKeys view={view} />}
        </div>
        <KeySlots view={view} over={over} />
        <FileReports files={view.files} />
      </StepFrame>
    </div>
  )
}

function missingText({ slots, generation }: ImportView): string {
  if (generation.kind === 'running') return 'Generating keys. You can read the step “Register” in the meantime.'
  const locked = Object.values(slots).filter(({ kind }) => kind === 'locked').length
  if (locked > 0) return 'Enter the passphrase for the encrypted key.'
  const missing = Object.values(slots).filter(({ kind }) => kind === 'empty').length
  return missing === 1 ? '1 key missing.' : `${missing} keys missing.`
}

/** Returns the key of the row under the pointer. */
function slotUnder(event: DragEvent, view: ImportView): KeySlot | undefined {
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-slot]') : null
  return (Object.keys(view.slots) as KeySlot[]).find((slot) => slot === row?.dataset['slot'])
}

async function addDrop(id: string, transfer: DataTransfer, slot: KeySlot | undefined): Promise<void> {
  const paths = droppedPaths(transfer)
  if (paths) return addPaths(id, paths, slot)
  try {
    return await readAndAddFiles(id, await droppedFiles(transfer), slot)
  } catch {
    showToast('bad', 'The browser did not provide the dropped files. Choose the files instead.')
  }
}

function FromFiles({ view, over }: { readonly view: ImportView; readonly over: boolean }) {
  return (
    <section className="card drop-zone" aria-label="Keys from files" data-over={over}>
      <h3 className="row">{over ? 'Drop files here' : 'Import keys'}</h3>
      <p>
        {view.kind === 'oauth1'
          ? 'Drop an oauth1.json, or private_signature.pem, private_encryption.pem and dhparam.pem, as single files, a folder or a zip file.'
          : 'Drop the private key as PEM, or a JSON file with the settings.'}{' '}
        Names do not matter: files are recognised by their content.
      </p>
      <ChooseButton id={view.id}>Choose files…</ChooseButton>
    </section>
  )
}

const TONES = { accepted: 'good', locked: 'warn', ignored: 'warn', refused: 'bad', superseded: 'idle' } as const

/** Maximum number of displayed results. */
const SHOWN = 8

/** Import result of each file. */
function FileReports({ files }: { readonly files: readonly KeyFileReport[] }) {
  const first = useRef<HTMLLIElement>(null)
  const count = useRef(files.length)
  useEffect(() => {
    // Scrolls to a new result, which is out of view in a low window.
    if (files.length > count.current) first.current?.scrollIntoView({ block: 'nearest' })
    count.current = files.length
  }, [files.length])
  if (files.length === 0) return null
  const newest = files.slice(-SHOWN).toReversed()
  return (
    <section className="part-large" aria-labelledby="file-reports">
      <h3 id="file-reports" className="section-title">
        Import results
      </h3>
      <div role="log" aria-label="Files">
        <ul>
          {newest.map((report, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: the user may add the same file twice
              key={index}
              ref={index === 0 ? first : null}
              className="file-report wrap-anywhere line-row"
              data-tone={TONES[report.outcome]}
            >
              <span className="dot dot-first" aria-hidden="true" />
              <span>
                {report.outcome === 'refused' && <strong>Rejected. </strong>}
                {report.outcome === 'superseded' && <strong>Replaced. </strong>}
                {report.message}
              </span>
            </li>
          ))}
        </ul>
        {files.length > SHOWN && <p className="hint">{files.length - SHOWN} earlier results not shown.</p>}
      </div>
    </section>
  )
}
