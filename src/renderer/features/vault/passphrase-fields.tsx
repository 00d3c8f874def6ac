import type { VaultView } from '../../../shared/contract/import-views.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { SecretInput } from '../../ui/secret-input.tsx'
import { PASSPHRASES_DIFFER } from './vault-actions.ts'

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
