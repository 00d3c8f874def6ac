import { FileKey2, KeySquare } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { ImportKind } from '../../../shared/domain/keys.ts'
import { useImportsStore } from '../../stores/imports-store.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { beginImport, openWizard } from './import-actions.ts'
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
