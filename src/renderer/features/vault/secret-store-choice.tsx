import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { KeychainView, KeysView, VaultView } from '../../../shared/contract/import-views.ts'
import type { SecretStoreKind } from '../../../shared/domain/keys.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { SecretInput } from '../../ui/secret-input.tsx'
import { lookAtKeychain, PASSPHRASES_DIFFER } from './vault-actions.ts'
import './vault.css'

interface StorePlacesProps {
  readonly keys: KeysView
  /** The keychain is being asked. */
  readonly looking: boolean
  readonly store: SecretStoreKind
  readonly onChoose: (store: SecretStoreKind) => void
  readonly passphraseProblem: string | undefined
}

/** Where secrets may be kept, in plain words; the vault brings its passphrase along. */
export function StorePlaces({ keys, looking, store, onChoose, passphraseProblem }: StorePlacesProps) {
  const usable = keys.keychain.kind !== 'unusable'
  const places = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    // The keychain turned out to be no choice: the keyboard goes to the one that is left.
    const active = document.activeElement
    const isLost = active === null || active === document.body || active.matches(':disabled')
    if (!usable && isLost) places.current?.querySelector<HTMLElement>('input:checked')?.focus()
  }, [usable])
  return (
    <fieldset className="store-places" ref={places}>
      <legend className="field-label">Where the secrets are kept</legend>
      <Place
        label="Keychain of the system"
        words={looking ? 'Being asked whether it works…' : keychainWords(keys.keychain)}
        checked={store === 'keychain'}
        disabled={!usable}
        onChoose={() => onChoose('keychain')}
      />
      <Place
        label="Vault of the console"
        words={vaultWords(keys.vault)}
        checked={store === 'vault'}
        onChoose={() => onChoose('vault')}
      >
        {store === 'vault' && <PassphraseFields vault={keys.vault} problem={passphraseProblem} />}
      </Place>
    </fieldset>
  )
}

function keychainWords(keychain: KeychainView): string {
  switch (keychain.kind) {
    case 'unknown':
      return 'Opens with your login. Programs that run as you can ask for what is in it.'
    case 'works':
      return 'Works here. It opens with your login, and the console can start unattended.'
    case 'unusable':
      return keychain.message
  }
}

function vaultWords(vault: VaultView): string {
  const base = 'A file beside the settings, sealed with a passphrase of yours (scrypt, AES-256-GCM).'
  switch (vault.kind) {
    case 'absent':
      return `${base} It is made now. You type the passphrase once after each start.`
    case 'locked':
      return `${base} It is there, and locked.`
    case 'open':
      return `${base} It is there, and open.`
  }
}

function Place(props: {
  readonly label: string
  readonly words: string
  readonly checked: boolean
  readonly disabled?: boolean
  readonly onChoose: () => void
  readonly children?: ReactNode
}) {
  const id = useId()
  return (
    <div className="store-place" data-checked={props.checked}>
      <input
        type="radio"
        id={id}
        name="store"
        checked={props.checked}
        disabled={props.disabled}
        aria-describedby={`${id}words`}
        onChange={props.onChoose}
      />
      <div className="store-place-text">
        <label htmlFor={id}>{props.label}</label>
        <p id={`${id}words`}>{props.words}</p>
        {props.children}
      </div>
    </div>
  )
}

/** What a vault needs before it can be written to. */
export function PassphraseFields(props: { readonly vault: VaultView; readonly problem: string | undefined }) {
  const differ = props.problem === PASSPHRASES_DIFFER
  switch (props.vault.kind) {
    case 'open':
      return null
    case 'locked':
      return (
        <div className="passphrase-known">
          <Field label="Passphrase of the vault" error={props.problem}>
            {(control) => <SecretInput {...control} name="passphrase" />}
          </Field>
          <Button look="quiet" onClick={() => openOverlay({ kind: 'archive-vault' })}>
            Forgotten…
          </Button>
        </div>
      )
    case 'absent':
      return (
        <div className="passphrase-pair">
          <Field
            label="New passphrase"
            error={differ ? undefined : props.problem}
            help="Ten characters at least; a few words are best. Nobody can open the vault without it, nor bring it back."
          >
            {(control) => <SecretInput {...control} name="passphrase" />}
          </Field>
          <Field label="Once more" error={differ ? props.problem : undefined}>
            {(control) => <SecretInput {...control} name="again" />}
          </Field>
        </div>
      )
  }
}

/** Asks the keychain once; true until it has answered. A locked one takes a few seconds to say so. */
export function useKeychainLook(): boolean {
  const [looking, setLooking] = useState(true)
  useEffect(() => {
    let current = true
    void lookAtKeychain().then(() => current && setLooking(false))
    return () => {
      current = false
    }
  }, [])
  return looking
}
