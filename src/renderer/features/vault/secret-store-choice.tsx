import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { KeychainView, KeysView, VaultView } from '../../../shared/contract/import-views.ts'
import type { SecretStoreKind } from '../../../shared/domain/keys.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { SecretInput } from '../../ui/secret-input.tsx'
import { checkKeychain, PASSPHRASES_DIFFER } from './vault-actions.ts'
import './vault.css'

interface SecretStoreChoiceProps {
  readonly keys: KeysView
  /** The keychain is being asked. */
  readonly looking: boolean
  readonly store: SecretStoreKind
  readonly onChoose: (store: SecretStoreKind) => void
  readonly passphraseProblem: string | undefined
}

/** Where secrets may be kept, in plain words; the vault brings its passphrase along. */
export function SecretStoreChoice({ keys, looking, store, onChoose, passphraseProblem }: SecretStoreChoiceProps) {
  const usable = keys.keychain.kind !== 'unusable'
  const places = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    // The keychain turned out to be no choice: the keyboard goes to the one that is left.
    const active = document.activeElement
    const isLost = active === null || active === document.body || active.matches(':disabled')
    if (!usable && isLost) places.current?.querySelector<HTMLElement>('input:checked')?.focus()
  }, [usable])
  return (
    <fieldset className="secret-stores stack" ref={places}>
      <legend className="field-label">Store secrets in</legend>
      <Place
        label="System keychain"
        words={looking ? 'Checking…' : keychainText(keys.keychain)}
        checked={store === 'keychain'}
        disabled={!usable}
        onChoose={() => onChoose('keychain')}
      />
      <Place
        label="Console vault"
        words={vaultText(keys.vault)}
        checked={store === 'vault'}
        onChoose={() => onChoose('vault')}
      >
        {store === 'vault' && <PassphraseFields vault={keys.vault} problem={passphraseProblem} />}
      </Place>
    </fieldset>
  )
}

function keychainText(keychain: KeychainView): string {
  switch (keychain.kind) {
    case 'unknown':
      return 'Unlocks with your login. Programs that run as you can read it.'
    case 'works':
      return 'Available. Unlocks with your login, so the console can start unattended.'
    case 'unusable':
      return keychain.message
  }
}

function vaultText(vault: VaultView): string {
  const base = 'A file next to the settings, encrypted with your passphrase (scrypt, AES-256-GCM).'
  switch (vault.kind) {
    case 'absent':
      return `${base} It is created now. Enter the passphrase once after each start.`
    case 'locked':
      return `${base} It exists and is locked.`
    case 'open':
      return `${base} It exists and is unlocked.`
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
    <div className="secret-store card" data-checked={props.checked}>
      <input
        type="radio"
        id={id}
        name="store"
        checked={props.checked}
        disabled={props.disabled}
        aria-describedby={`${id}words`}
        onChange={props.onChoose}
      />
      <div>
        <label htmlFor={id} className="medium">
          {props.label}
        </label>
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
        <div className="vault-passphrase stack">
          <Field label="Vault passphrase" error={props.problem}>
            {(control) => <SecretInput {...control} name="passphrase" />}
          </Field>
          <Button look="quiet" onClick={() => openOverlay({ kind: 'archive-vault' })}>
            Forgot passphrase…
          </Button>
        </div>
      )
    case 'absent':
      return (
        <div className="stack">
          <Field
            label="New passphrase"
            error={differ ? undefined : props.problem}
            help="At least 10 characters; several words work best. It cannot be recovered."
          >
            {(control) => <SecretInput {...control} name="passphrase" />}
          </Field>
          <Field label="Repeat passphrase" error={differ ? props.problem : undefined}>
            {(control) => <SecretInput {...control} name="again" />}
          </Field>
        </div>
      )
  }
}

/** Asks the keychain once; true until it has answered. A locked one takes a few seconds to say so. */
export function useKeychainCheck(): boolean {
  const [looking, setLooking] = useState(true)
  useEffect(() => {
    let current = true
    void checkKeychain().then(() => current && setLooking(false))
    return () => {
      current = false
    }
  }, [])
  return looking
}
