import { Check, Download, ExternalLink } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ImportView, PublicKeyFile } from '../../../shared/contract/import-views.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { Failure, Message } from '../../ui/message.tsx'
import { saveFile } from '../files/index.ts'
import { storeName } from '../vault/index.ts'
import { ContinueButton, StepFrame } from './step-frame.tsx'
import { hasGeneratedKeys, needsRegistration, stepState } from './wizard-steps.ts'
import './key-slots.css'

const SELF_SERVICE = 'https://ndcdyn.interactivebrokers.com/sso/Login?action=OAUTH&RL=1&ip2loc=US'

/** Wizard step in which the user registers the public keys with IBKR. */
export function RegisterStep({ view }: { readonly view: ImportView }) {
  return view.kind === 'oauth1' ? <RegisterKeys view={view} /> : <RegisterClient view={view} />
}

function RegisterKeys({ view }: { readonly view: ImportView }) {
  const isGenerating = view.generation.kind === 'running'
  return (
    <StepFrame
      view={view}
      step="register"
      title="Register the public keys with IBKR"
      lead={
        needsRegistration(view)
          ? registrationText(view)
          : 'Only for keys that are not registered with IBKR yet. If you already have the three strings, continue.'
      }
      primary={<ContinueButton view={view} to="strings" disabled={isGenerating} />}
      note={isGenerating ? 'The keys are still being generated. Register them first.' : undefined}
    >
      <SaveNote view={view} />
      <ol className="instructions stack">
        <li>
          <h3>Save the three public files</h3>
          <p>The files contain nothing secret. The private keys stay on this computer.</p>
          <PublicFiles view={view} />
        </li>
        <li>
          <h3>Open IBKR’s self-service page</h3>
          <p>
            Log in with the username that you will trade with. A paper account has its own username and its own keys.
          </p>
          <a className="button button-plain" href={SELF_SERVICE} target="_blank" rel="noreferrer">
            <ExternalLink size={14} aria-hidden="true" />
            <span className="button-label">Open IBKR’s page</span>
          </a>
        </li>
        <li>
          <h3>Choose a consumer key and upload the files</h3>
          <p>
            The consumer key is a name of nine letters or digits that you choose. Upload each file to the field of the
            same name: public signing key, public encryption key, Diffie-Hellman parameters. Enable OAuth access.
          </p>
        </li>
        <li>
          <h3>Generate the token and keep that page open</h3>
          <p>
            IBKR shows an access token and its secret. Copy both into the next step. Generating a new secret invalidates
            the previous secret. <strong>The secret is shown only once.</strong>
          </p>
          <p className="hint">
            A new consumer key starts working after IBKR’s nightly reset, sometimes days later. You can store everything
            today and test the login later.
          </p>
        </li>
      </ol>
    </StepFrame>
  )
}

function registrationText({ slots }: ImportView): string {
  const all = Object.values(slots).every((slot) => slot.kind === 'filled' && slot.source === 'made')
  return all ? 'The keys are new: register them with IBKR.' : 'Some keys are new: register all three files with IBKR.'
}

function PublicFiles({ view }: { readonly view: ImportView }) {
  const ready = stepState('start', view) === 'done'
  const isGenerating = view.generation.kind === 'running'
  const { id } = view
  const [files, setFiles] = useState<readonly PublicKeyFile[]>([])
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    if (!ready) return
    let current = true
    hostLink()
      .call('imports.publicFiles', { id })
      .then(
        (found) => current && setFiles(found),
        (error: unknown) => current && setProblem(errorText(error)),
      )
    return () => {
      current = false
    }
  }, [id, ready])
  const [saved, setSaved] = useState<ReadonlySet<string>>(new Set())
  if (!ready) {
    return (
      <Message tone={isGenerating ? 'idle' : 'warn'} title={isGenerating ? 'Generating keys' : 'Keys incomplete'}>
        {isGenerating ? 'The files appear here when the keys are complete.' : 'Complete the step “Keys” first.'}
      </Message>
    )
  }
  if (problem !== undefined) return <Failure title="Files not available" text={problem} />
  const save = async ({ name, text }: PublicKeyFile): Promise<void> => {
    if (await saveFile(name, { kind: 'text', text }, { shown: true })) setSaved((before) => new Set([...before, name]))
  }
  return (
    <ul className="public-files" aria-label="Public files">
      {files.map((file) => (
        <li key={file.name} className="row spread">
          <code>{file.name}</code>
          <span className="public-file-saved tone to-end" data-tone="good" role="status">
            {saved.has(file.name) && (
              <>
                <Check size={14} aria-hidden="true" /> Saved<span className="visually-hidden"> {file.name}</span>
              </>
            )}
          </span>
          <Button
            icon={<Download size={14} aria-hidden="true" />}
            aria-label={`Save ${file.name}`}
            onClick={() => void save(file)}
          >
            {saved.has(file.name) ? 'Save again' : 'Save'}
          </Button>
        </li>
      ))}
    </ul>
  )
}

function RegisterClient({ view }: { readonly view: ImportView }) {
  return (
    <StepFrame
      view={view}
      step="register"
      title="Register the client with IBKR"
      lead="Only for a client that is not registered with IBKR yet. If you already have a client ID and a key ID, continue."
      primary={<ContinueButton view={view} to="strings" />}
    >
      <SaveNote view={view} />
      <ol className="instructions stack">
        <li>
          <h3>Request a client from IBKR</h3>
          <p>
            IBKR enables OAuth 2.0 for organisations on request. Email api-solutions@interactivebrokers.com and describe
            what you are building and which accounts will use it.
          </p>
        </li>
        <li>
          <h3>Send your public key</h3>
          <p>
            Include a key ID (often <code>main</code>). The private key never leaves this computer.
          </p>
          <PublicFiles view={view} />
        </li>
        <li>
          <h3>Note down IBKR’s reply</h3>
          <p>The client ID and its scopes. Trading requires sso-sessions.write.</p>
        </li>
      </ol>
    </StepFrame>
  )
}

/** Advises the user to save the keys, because IBKR may take days to accept them. */
function SaveNote({ view }: { readonly view: ImportView }) {
  if (stepState('start', view) !== 'done') return null
  return (
    // Receives the focus when the Save button disappears.
    <div
      className="save-note"
      key={view.saved?.state ?? 'not'}
      data-in-its-place={view.saved?.state === 'current' || undefined}
      tabIndex={-1}
      ref={focusWhereLost}
    >
      <Note view={view} />
    </div>
  )
}

function Note({ view }: { readonly view: ImportView }) {
  const { saved } = view
  const saveButton = (label: string) => (
    <Button onClick={() => openOverlay({ kind: 'save-import', id: view.id })}>{label}</Button>
  )
  if (saved?.state === 'current') {
    return (
      <Message tone="good" title="Saved">
        These keys are in {storeName(saved.store)} until you store or discard them. You can stop the console meanwhile.
      </Message>
    )
  }
  if (saved) {
    return (
      <Message tone="warn" title="Changed since the last save" actions={saveButton('Save again…')}>
        The saved keys are out of date.
      </Message>
    )
  }
  const isOnlyCopy = hasGeneratedKeys(view)
  return (
    <Message
      tone={isOnlyCopy ? 'warn' : 'idle'}
      title={isOnlyCopy ? 'These keys are in memory only' : 'In memory only'}
      actions={saveButton('Save keys…')}
    >
      {isOnlyCopy
        ? 'The keys were generated here and exist nowhere else. If the console stops, they are lost and their registration is useless. Save them before you register them.'
        : 'If the console stops before you store the keys, you must provide the files and strings again. Save the keys if you must wait for IBKR’s reply.'}
    </Message>
  )
}
