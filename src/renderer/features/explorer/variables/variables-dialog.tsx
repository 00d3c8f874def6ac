import { X } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import type { SavedVariable } from '../../../../shared/contract/schemas.ts'
import { closeOverlay } from '../../../stores/overlay-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { useAction } from '../../../stores/use-action.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogButtons } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useKeptFocus } from '../../../ui/keep-focus.ts'
import { changeTab } from '../explorer-store.ts'
import { saveVariable } from '../saved/saved-actions.ts'
import { useSavedStore } from '../saved/saved-store.ts'

const NONE: readonly SavedVariable[] = []

/** Dialog with the variables of the selected profile. `wanted`: name of a missing variable. */
export function VariablesDialog({ wanted }: { readonly wanted: string | undefined }) {
  const profile = useSessionStore((data) => data.view?.profile)
  const own = useSavedStore((data) => (profile && data.variables[profile.id]) ?? NONE)
  const [edited, setEdited] = useState<SavedVariable>({ name: wanted ?? '', value: '' })
  const { problem, run } = useAction()
  const valueField = useRef<HTMLInputElement>(null)
  const focus = useKeptFocus<HTMLDivElement>()
  if (!profile) return null

  const save = async (name: string, value?: string): Promise<undefined> => {
    await saveVariable(profile.id, name, value)
    // The change may have solved the reported problems.
    changeTab({ problems: [] })
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void run(async (close) => {
      const invalid = problemOf(edited)
      if (invalid !== undefined) return invalid
      await save(edited.name, edited.value)
      if (wanted === undefined) setEdited({ name: '', value: '' })
      else close()
      return undefined
    })
  }
  return (
    <Dialog title={`Variables of ${profile.name}`} onClose={closeOverlay}>
      <div {...focus} className="variables">
        <p className="dialog-text">
          <code>{'{{name}}'}</code> in a path, parameter or body becomes its value. <code>{'{{accountId}}'}</code> is
          the selected account, <code>{'{{conid:AAPL}}'}</code> the contract ID of a symbol.
        </p>
        {own.length > 0 && (
          <ul className="line-row scroll" aria-label="Variables">
            {own.map((variable) => (
              <li key={variable.name} className="line-below hoverable" data-row={variable.name}>
                <button
                  type="button"
                  className="variable"
                  title={`${variable.name}: ${variable.value}`}
                  aria-label={`Edit ${variable.name}: ${variable.value}`}
                  onClick={() => {
                    setEdited(variable)
                    valueField.current?.focus()
                  }}
                >
                  <code>{variable.name}</code>
                  <code className="ellipsis secondary">{variable.value}</code>
                </button>
                <Button
                  look="quiet"
                  icon={<X size={14} aria-hidden="true" />}
                  aria-label={`Remove ${variable.name}`}
                  onClick={() => void run(() => save(variable.name))}
                />
              </li>
            ))}
          </ul>
        )}
        <form className="profile-form stack" onSubmit={submit}>
          <div className="field-pair">
            {(['name', 'value'] as const).map((part) => (
              <Field key={part} label={part === 'name' ? 'Name' : 'Value'}>
                {(control) => (
                  <input
                    {...control}
                    className="input code"
                    ref={part === 'value' ? valueField : undefined}
                    data-initial-focus={(wanted === undefined) === (part === 'name') || undefined}
                    autoComplete="off"
                    spellCheck={false}
                    maxLength={part === 'name' ? 40 : 2_000}
                    value={edited[part]}
                    onChange={(event) => setEdited({ ...edited, [part]: event.target.value })}
                  />
                )}
              </Field>
            ))}
          </div>
          {problem !== undefined && (
            <p className="field-error" role="alert">
              {problem}
            </p>
          )}
          <DialogButtons
            confirm={own.some(({ name }) => name === edited.name) ? 'Change' : 'Define'}
            cancel="Close"
            onCancel={closeOverlay}
          />
        </form>
      </div>
    </Dialog>
  )
}

function problemOf({ name, value }: SavedVariable): string | undefined {
  if (!/^[A-Za-z][\w-]*$/.test(name)) return 'Use letters, digits, _ and -. Start with a letter.'
  if (name === 'accountId') return 'accountId is the selected account of the session. Choose another name.'
  return value === '' ? 'Enter a value.' : undefined
}
