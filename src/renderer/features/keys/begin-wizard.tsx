import { FileKey2, KeySquare } from 'lucide-react'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { ImportView } from '../../../shared/contract/import-views.ts'
import type { ImportKind } from '../../../shared/domain/keys.ts'
import { hasCode } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { useAction } from '../../stores/use-action.ts'
import { Button } from '../../ui/button.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { Failure } from '../../ui/message.tsx'
import { createOrUnlockVault, PassphraseFields, storeName, useKeysStore } from '../vault/index.ts'
import { openWizard, startImport } from './import-actions.ts'
import { useImportsStore } from './imports-store.ts'
import { IMPORT_NAMES } from './wizard-steps.ts'
import './wizard.css'

/** Page to choose between IBKR's two OAuth login types. */
export function ChooseKind() {
  const hasUnfinished = useImportsStore((data) => (data.imports ?? []).length > 0)
  const title = useRef<HTMLHeadingElement>(null)
  // Runs after the closing dialog has returned the focus.
  useEffect(() => title.current?.focus(), [])
  return (
    <div className="wizard-page scroll full">
      <h2 className="title" tabIndex={-1} ref={title}>
        Set up OAuth keys
      </h2>
      <p className="wizard-lead measure secondary">
        With your own keys, the console logs in automatically, without a gateway or a browser. You can leave and resume
        at any time. Nothing is stored before the last step.
      </p>
      {hasUnfinished && (
        <p className="row secondary part-medium" role="note">
          An unfinished key setup exists.
          <Button onClick={openWizard}>Resume</Button>
        </p>
      )}
      <ul className="wizard-cards" aria-label="Login types">
        <Choice
          kind="oauth1"
          icon={<FileKey2 size={18} aria-hidden="true" />}
          title="OAuth 1.0a"
          text="Two RSA keys, a Diffie-Hellman prime and three strings, registered on IBKR’s self-service page. IBKR offers it to advisers and organisations; it also works for some individuals. Import an oauth1.json or PEM files, or generate the keys here."
        />
        <Choice
          kind="oauth2"
          icon={<KeySquare size={18} aria-hidden="true" />}
          title="OAuth 2.0"
          text="One RSA key and a client ID that IBKR assigned to your organisation. For firms, advisers and introducing brokers; not for individuals."
        />
      </ul>
      <p className="row secondary part-medium">
        No keys? A gateway needs only your username and password.
        <Button onClick={() => openOverlay({ kind: 'add-gateway' })}>Add a gateway…</Button>
      </p>
    </div>
  )
}

function Choice(props: {
  readonly kind: ImportKind
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
}) {
  return (
    <li className="card">
      <h3 className="row">
        {props.icon} {props.title}
      </h3>
      <p>{props.text}</p>
      <Button look={props.kind === 'oauth1' ? 'primary' : 'plain'} onClick={() => void startImport(props.kind)}>
        Start {props.title}
      </Button>
    </li>
  )
}

/** Form to resume a wizard that was saved before the console stopped. */
export function ResumeSaved({ view }: { readonly view: ImportView }) {
  const vault = useKeysStore((data) => data.keys?.vault)
  const { busy, problem, run } = useAction()
  const [passphraseProblem, setPassphraseProblem] = useState<string>()
  const store = view.saved?.store ?? 'vault'
  const lockedVault = store === 'vault' && vault?.kind === 'locked' ? vault : undefined

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const form = event.currentTarget
    void run(async () => {
      const wrong = lockedVault && (await createOrUnlockVault(form, lockedVault))
      setPassphraseProblem(wrong)
      if (wrong !== undefined) return undefined
      try {
        await hostLink().call('imports.resume', { id: view.id })
      } catch (error) {
        if (hasCode(error, 'vault-locked')) openOverlay({ kind: 'unlock-vault' })
        throw error
      }
      return undefined
    })
  }
  return (
    <form className="wizard-page scroll full" onSubmit={(event) => void submit(event)}>
      <h2 className="title" tabIndex={-1} ref={focusOnMount}>
        Saved {IMPORT_NAMES[view.kind]} keys
      </h2>
      <p className="wizard-lead measure secondary">Their setup is unfinished. They are stored in {storeName(store)}.</p>
      {lockedVault && <PassphraseFields vault={lockedVault} problem={passphraseProblem} />}
      <Failure title="Could not open the saved keys" text={problem} />
      <div className="actions row wrap part-large">
        <Button look="primary" type="submit" busy={busy} disabled={busy}>
          Resume
        </Button>
        <Button onClick={() => openOverlay({ kind: 'discard-import', id: view.id })}>Discard…</Button>
      </div>
    </form>
  )
}
