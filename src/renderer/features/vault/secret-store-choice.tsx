import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { KeychainView, KeysView, VaultView } from '../../../shared/contract/import-views.ts'
import type { SecretStoreKind } from '../../../shared/domain/keys.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { SecretInput } from '../../ui/secret-input.tsx'
import { useKeysStore } from './keys-store.ts'
import { checkKeychain, createOrUnlockVault, PASSPHRASES_DIFFER } from './vault-actions.ts'
import './vault.css'

interface SecretStoreChoiceProps {
  readonly keys: KeysView
  readonly checking: boolean
  readonly store: SecretStoreKind
  readonly onChoose: (store: SecretStoreKind) => void
  readonly passphraseProblem: string | undefined
}

/** Choice of the secret store, with the passphrase fields of the vault. */
function SecretStoreChoice({ keys, checking, store, onChoose, passphraseProblem }: SecretStoreChoiceProps) {
  const usable = keys.keychain.kind !== 'unusable'
  const options = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    // Focuses the remaining option if the keychain is not usable.
    const active = document.activeElement
    const isLost = active === null || active === document.body || active.matches(':disabled')
    if (!usable && isLost) options.current?.querySelector<HTMLElement>('input:checked')?.focus()
  }, [usable])
  return (
    <fieldset className="secret-stores stack" ref={options}>
      <legend className="field-label">Store secrets in</legend>
      <StoreOption
        label="System keychain"
        text={checking ? 'Checking…' : keychainText(keys.keychain)}
        checked={store === 'keychain'}
        disabled={!usable}
        onChoose={() => onChoose('keychain')}
      />
      <StoreOption
        label="Console vault"
        text={vaultText(keys.vault)}
        checked={store === 'vault'}
        onChoose={() => onChoose('vault')}
      >
        {store === 'vault' && <PassphraseFields vault={keys.vault} problem={passphraseProblem} />}
      </StoreOption>
    </fieldset>
  )
}

function keychainText(keychain: KeychainView): string {
  switch (keychain.kind) {
    case 'unknown':
      return 'Unlocks with your login. Programs that run under your account can read it.'
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

function StoreOption(props: {
  readonly label: string
  readonly text: string
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
        aria-describedby={`${id}text`}
        onChange={props.onChoose}
      />
      <div>
        <label htmlFor={id} className="medium">
          {props.label}
        </label>
        <p id={`${id}text`}>{props.text}</p>
        {props.children}
      </div>
    </div>
  )
}

/** Fields for the passphrase that the vault requires. */
export function PassphraseFields(props: { readonly vault: VaultView; readonly problem: string | undefined }) {
  const differ = props.problem === PASSPHRASES_DIFFER
  switch (props.vault.kind) {
    case 'open':
      return null
    case 'locked':
      return (
        <div className="vault-passphrase stack part">
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
        <div className="stack part">
          <Field
            label="New passphrase"
            error={differ ? undefined : props.problem}
            help="At least 10 characters; several words work best. A forgotten passphrase cannot be recovered."
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

/** State of the secret store choice. `prepare` creates or unlocks the vault, and returns false on failure. */
export function useSecretStore(initial: SecretStoreKind | undefined) {
  const keys = useKeysStore((data) => data.keys)
  const [checking, setChecking] = useState(true)
  const [chosen, setChosen] = useState<SecretStoreKind>()
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    let current = true
    // A locked keychain takes a few seconds to respond.
    void checkKeychain().then(() => current && setChecking(false))
    return () => {
      current = false
    }
  }, [])
  const store = chosen ?? initial ?? keys?.proposed ?? 'vault'
  const prepare = async (form: HTMLFormElement): Promise<boolean> => {
    const refused = store === 'vault' && keys ? await createOrUnlockVault(form, keys.vault) : undefined
    setProblem(refused)
    return refused === undefined
  }
  const choice = keys && (
    <SecretStoreChoice {...{ keys, checking, store }} onChoose={setChosen} passphraseProblem={problem} />
  )
  return { store, checking, choice, prepare }
}
