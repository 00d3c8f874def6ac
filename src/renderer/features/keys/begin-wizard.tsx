import { FileKey2, KeySquare } from 'lucide-react'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { ImportView } from '../../../shared/contract/import-views.ts'
import type { ImportKind } from '../../../shared/domain/keys.ts'
import { errorText, RpcError } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { Message } from '../../ui/message.tsx'
import { openVault, PassphraseFields, storeWords, useKeysStore } from '../vault/index.ts'
import { beginImport, openWizard } from './import-actions.ts'
import { useImportsStore } from './imports-store.ts'
import { IMPORT_WORDS } from './wizard-steps.ts'
import './choice.css'
import './wizard.css'

/** Which of IBKR's two logins with keys it is to be. */
export function ChooseKind() {
  const left = useImportsStore((data) => (data.imports ?? []).length > 0)
  const title = useRef<HTMLHeadingElement>(null)
  // After the dialog that led here has given the focus back.
  useEffect(() => title.current?.focus(), [])
  return (
    <div className="wizard-choice">
      <h2 className="wizard-title" tabIndex={-1} ref={title}>
        Set up a login with keys
      </h2>
      <p className="wizard-lead">
        With keys of your own the console logs in by itself, without a gateway and without a browser. You can leave at
        any time and go on later; nothing is stored before the last step.
      </p>
      {left && (
        <p className="wizard-aside" role="note">
          Keys that were left half-way are still here.
          <Button onClick={openWizard}>Resume them</Button>
        </p>
      )}
      <ul className="choice-cards" aria-label="Kinds of login">
        <Choice
          kind="oauth1"
          icon={<FileKey2 size={18} aria-hidden="true" />}
          title="OAuth 1.0a"
          words="Two RSA keys, a prime and three strings, registered on IBKR’s self-service page. IBKR offers it to advisers and organisations; several individuals have it working too. Start from an oauth1.json, from PEM files, or from nothing: the keys can be made here."
        />
        <Choice
          kind="oauth2"
          icon={<KeySquare size={18} aria-hidden="true" />}
          title="OAuth 2.0"
          words="One RSA key and a client id that IBKR gave to your organisation. For firms, advisers and introducing brokers; not for individuals."
        />
      </ul>
      <p className="wizard-aside">
        Neither? A gateway needs only your username and password.
        <Button onClick={() => openOverlay({ kind: 'add-gateway' })}>Add a gateway…</Button>
      </p>
    </div>
  )
}

function Choice(props: {
  readonly kind: ImportKind
  readonly icon: ReactNode
  readonly title: string
  readonly words: string
}) {
  return (
    <li className="choice-card">
      <h3>
        {props.icon} {props.title}
      </h3>
      <p>{props.words}</p>
      <Button look={props.kind === 'oauth1' ? 'primary' : 'plain'} onClick={() => void beginImport(props.kind)}>
        Begin with {props.title}
      </Button>
    </li>
  )
}

/** A wizard that was kept before the console stopped: opened, it goes on as before. */
export function ResumeKept({ view }: { readonly view: ImportView }) {
  const vault = useKeysStore((data) => data.keys?.vault)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [refused, setRefused] = useState<string>()
  const store = view.saved?.store ?? 'vault'
  const inLockedVault = store === 'vault' && vault?.kind === 'locked'

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    setRefused(undefined)
    setBusy(true)
    const wrong = inLockedVault ? await openVault(event.currentTarget, vault) : undefined
    setProblem(wrong)
    if (wrong === undefined) {
      try {
        await hostLink().call('imports.resume', { id: view.id })
      } catch (error) {
        if (error instanceof RpcError && error.code === 'vault-locked') openOverlay({ kind: 'unlock-vault' })
        setRefused(errorText(error))
      }
    }
    setBusy(false)
  }
  return (
    <form className="wizard-choice resume-kept" onSubmit={(event) => void submit(event)}>
      <h2 className="wizard-title" tabIndex={-1} ref={focusOnMount}>
        {IMPORT_WORDS[view.kind]} keys that were kept
      </h2>
      <p className="wizard-lead">
        You began to set them up before the console was started anew. They lie in {storeWords(store)}.
      </p>
      {inLockedVault && <PassphraseFields vault={vault} problem={problem} />}
      {refused !== undefined && (
        <Message tone="bad" title="Not opened" role="alert">
          {refused}
        </Message>
      )}
      <div className="wizard-done-actions">
        <Button look="primary" type="submit" busy={busy} disabled={busy}>
          Go on with them
        </Button>
        <Button onClick={() => openOverlay({ kind: 'discard-import', id: view.id })}>Discard…</Button>
      </div>
    </form>
  )
}
