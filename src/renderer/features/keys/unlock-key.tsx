import { type FormEvent, useState } from 'react'
import type { KeySlot } from '../../../shared/domain/keys.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { SecretInput, takeSecret } from '../../ui/secret-input.tsx'
import { openKey } from './import-actions.ts'
import './key-slots.css'

/** The passphrase of a key that openssl encrypted. */
export function UnlockKey({ id, slot, name }: { readonly id: string; readonly slot: KeySlot; readonly name: string }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const passphrase = takeSecret(event.currentTarget, 'passphrase')
    if (passphrase === '') return setProblem('Type the passphrase that the key was made with.')
    setBusy(true)
    setProblem(await openKey(id, slot, passphrase))
    setBusy(false)
  }
  return (
    <form className="unlock-key" onSubmit={(event) => void submit(event)}>
      <Field label={`Passphrase of ${name}`} error={problem}>
        {(control) => (
          <SecretInput {...control} ref={focusWhereLost} name="passphrase" onInput={() => setProblem(undefined)} />
        )}
      </Field>
      <Button type="submit" busy={busy} disabled={busy}>
        Open the key
      </Button>
    </form>
  )
}
