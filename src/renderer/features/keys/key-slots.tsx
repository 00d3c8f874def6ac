import { ArrowUpDown, Check, FolderOpen, Lock, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { ImportView, KeySlotView } from '../../../shared/contract/import-views.ts'
import type { KeySlot } from '../../../shared/domain/keys.ts'
import { chooseFiles } from '../../platform/choose-file.ts'
import { usePlatformStore } from '../../stores/platform-store.ts'
import { useAction } from '../../stores/use-action.ts'
import { Button, type ButtonProps } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { focusOnMount, focusWhereLost } from '../../ui/focus-on-mount.ts'
import { SecretInput, takeSecret } from '../../ui/secret-input.tsx'
import { chooseKeyFiles, clearSlot, swapKeys, unlockKey } from './import-actions.ts'
import { readAndAddFiles } from './key-files.ts'
import { hasSwappedNames, SLOTS } from './wizard-steps.ts'
import './key-slots.css'

/** List of the keys of a wizard. A file that is dropped on a row is used for that key. */
export function KeySlots(props: { readonly view: ImportView; readonly over: KeySlot | 'step' | undefined }) {
  const { view, over } = props
  const slots = Object.entries(view.slots) as [KeySlot, KeySlotView][]
  const both = view.slots.signature?.kind === 'filled' && view.slots.encryption?.kind === 'filled'
  const isNameSwapped = both && hasSwappedNames(view)
  return (
    <section className="part-large" aria-labelledby="key-slots">
      <div className="key-slots-head row spread">
        <h3 id="key-slots" className="section-title">
          Keys provided
        </h3>
        {both && (
          <Button
            look="quiet"
            icon={<ArrowUpDown size={14} aria-hidden="true" />}
            title="Use this if the two files were swapped. Local verification also detects swapped files."
            onClick={() => void swapKeys(view.id)}
          >
            Swap keys
          </Button>
        )}
      </div>
      {isNameSwapped && (
        <p className="hint tone" data-tone="warn" role="status">
          The names of the two key files suggest that they are swapped. If so, use “Swap keys”.
        </p>
      )}
      <ul aria-label="Keys">
        {slots.map(([name, slot]) => (
          <Slot key={name} id={view.id} name={name} slot={slot} over={over === name} />
        ))}
      </ul>
    </section>
  )
}

function Slot(props: {
  readonly id: string
  readonly name: KeySlot
  readonly slot: KeySlotView
  readonly over: boolean
}) {
  const { id, name, slot, over } = props
  const { name: label, usual } = SLOTS[name]
  const [asking, setAsking] = useState(false)
  const isGenerated = slot.kind === 'filled' && slot.source === 'made'
  const of = label.toLowerCase()
  return (
    <li className="key-slot line-row" data-state={slot.kind} data-slot={name} data-over={over}>
      <span className="slot-mark tone" data-tone={slot.kind === 'locked' ? 'warn' : 'good'} aria-hidden="true">
        {slot.kind === 'filled' && <Check size={14} />}
        {slot.kind === 'locked' && <Lock size={14} />}
      </span>
      <span>{label}</span>
      {/* Receives the focus after decryption, when the passphrase form is removed. */}
      <span
        key={slot.kind}
        className="slot-text wrap-anywhere"
        tabIndex={-1}
        ref={slot.kind === 'filled' ? focusWhereLost : null}
      >
        <SlotText slot={slot} usual={usual} />
      </span>
      {slot.kind === 'empty' ? (
        <ChooseButton look="quiet" id={id} slot={name} ref={focusWhereLost} aria-label={`Choose the ${of}…`}>
          Choose…
        </ChooseButton>
      ) : (
        <Button
          key={String(asking)}
          ref={isGenerated && !asking ? focusWhereLost : null}
          look="quiet"
          icon={<X size={14} aria-hidden="true" />}
          aria-label={`Remove the ${of}`}
          title="Remove"
          onClick={() => (isGenerated ? setAsking(true) : void clearSlot(id, name))}
        />
      )}
      {slot.kind === 'locked' && <UnlockKey id={id} slot={name} name={slot.fileName} />}
      {isGenerated && asking && (
        <InlineQuestion
          question="This generated key exists nowhere else. If you remove it, its registration with IBKR becomes useless. Remove the key?"
          confirm="Remove"
          onClose={() => setAsking(false)}
          onConfirm={() => void clearSlot(id, name)}
        />
      )}
    </li>
  )
}

function SlotText({ slot, usual }: { readonly slot: KeySlotView; readonly usual: string }) {
  switch (slot.kind) {
    case 'empty':
      return <span className="secondary">Missing (usually {usual})</span>
    case 'locked':
      return `${slot.fileName} needs a passphrase`
    case 'filled':
      return (
        <>
          {slot.what}
          <span className="slot-source secondary">{sourceText(slot)}</span>
        </>
      )
  }
}

function sourceText({ source, fileName }: Extract<KeySlotView, { readonly kind: 'filled' }>): string {
  if (source === 'made') return 'generated here'
  return source === 'stored' ? 'from the store' : (fileName ?? 'from a file')
}

/** Form for the passphrase of an encrypted key file. */
function UnlockKey({ id, slot, name }: { readonly id: string; readonly slot: KeySlot; readonly name: string }) {
  const { busy, problem, setProblem, run } = useAction()
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const passphrase = takeSecret(event.currentTarget, 'passphrase')
    if (passphrase === '') setProblem('Enter the passphrase for this key file.')
    else void run(() => unlockKey(id, slot, passphrase))
  }
  return (
    <form className="unlock-key row" onSubmit={submit}>
      <Field label={`Passphrase for ${name}`} error={problem}>
        {(control) => (
          <SecretInput {...control} ref={focusWhereLost} name="passphrase" onInput={() => setProblem(undefined)} />
        )}
      </Field>
      <Button type="submit" busy={busy} disabled={busy}>
        Unlock key
      </Button>
    </form>
  )
}

/** Button that opens a file dialog. `slot`: the key to use the file for. */
export function ChooseButton({
  id,
  slot,
  ...rest
}: { readonly id: string; readonly slot?: KeySlot } & Omit<ButtonProps, 'icon' | 'onClick' | 'disabled' | 'slot'>) {
  const capabilities = usePlatformStore((data) => data.capabilities)
  const choose = async (): Promise<void> => {
    if (capabilities?.openFileDialog) return chooseKeyFiles(id, slot)
    const files = await chooseFiles('.pem,.key,.json,.der,.txt,.zip')
    if (files.length > 0) await readAndAddFiles(id, files, slot)
  }
  return (
    <Button
      {...rest}
      icon={<FolderOpen size={14} aria-hidden="true" />}
      disabled={!capabilities}
      onClick={() => void choose()}
    />
  )
}

/** Confirmation within the page. Both buttons call `onClose`. */
export function InlineQuestion(props: {
  readonly question: string
  readonly confirm: string
  readonly onClose: () => void
  readonly onConfirm: () => void
}) {
  return (
    <div className="actions row wrap">
      <p className="wide">{props.question}</p>
      <Button ref={focusOnMount} onClick={props.onClose}>
        Cancel
      </Button>
      <Button
        look="danger"
        onClick={() => {
          props.onClose()
          props.onConfirm()
        }}
      >
        {props.confirm}
      </Button>
    </div>
  )
}
