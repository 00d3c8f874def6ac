import { X } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import type { SavedVariable } from '../../../../shared/contract/schemas.ts'
import { closeOverlay, closerOfThis } from '../../../stores/overlay-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useKeptFocus } from '../../../ui/keep-focus.ts'
import { useExplorerStore } from '../explorer-store.ts'
import { saveVariable } from '../saved/saved-actions.ts'
import { useSavedStore } from '../saved/saved-store.ts'

const NONE: readonly SavedVariable[] = []

/** The variables of the selected profile. `wanted`: the name of a missing one. */
export function VariablesDialog({ wanted }: { readonly wanted: string | undefined }) {
  const profile = useSessionStore((data) => data.view?.profile)
  const own = useSavedStore((data) => (profile && data.variables[profile.id]) ?? NONE)
  const [edited, setEdited] = useState<SavedVariable>({ name: wanted ?? '', value: '' })
  const [problem, setProblem] = useState<string>()
  const valueField = useRef<HTMLInputElement>(null)
  const focus = useKeptFocus<HTMLDivElement>()
  if (!profile) return null

  const save = async (name: string, value?: string): Promise<boolean> => {
    const error = await saveVariable(profile.id, name, value)
    setProblem(error)
    // Reported problems may be solved now.
    if (error === undefined) useExplorerStore.setState({ problems: [] })
    return error === undefined
  }
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const invalid = problemOf(edited)
    if (invalid !== undefined) return setProblem(invalid)
    const close = closerOfThis()
    if (!(await save(edited.name, edited.value))) return
    if (wanted === undefined) setEdited({ name: '', value: '' })
    else close()
  }
  return (
    <Dialog title={`Variables of ${profile.name}`} onClose={closeOverlay}>
      <div {...focus} className="variables">
        <p className="dialog-text">
          <code>{'{{name}}'}</code> in a path, parameter or body becomes its value. <code>{'{{accountId}}'}</code> is
          the selected account, <code>{'{{conid:AAPL}}'}</code> the contract id of a symbol.
        </p>
        {own.length > 0 && (
          <ul aria-label="Variables">
            {own.map((variable) => (
              <li key={variable.name} data-row={variable.name}>
                <button
                  type="button"
                  className="variable"
                  title={`${variable.name}: ${variable.value}`}
                  aria-label={`Change ${variable.name}, which is ${variable.value}`}
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
                  onClick={() => void save(variable.name)}
                />
              </li>
            ))}
          </ul>
        )}
        <form className="profile-form stack" onSubmit={(event) => void submit(event)}>
          <div className="field-pair">
            {(['name', 'value'] as const).map((part) => (
              <Field key={part} label={part === 'name' ? 'Name' : 'Value'}>
                {(control) => (
                  <input
                    {...control}
                    className="input input-code"
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
          <div className="dialog-actions">
            <Button look="quiet" onClick={closeOverlay}>
              Close
            </Button>
            <Button look="primary" type="submit">
              {own.some(({ name }) => name === edited.name) ? 'Change' : 'Define'}
            </Button>
          </div>
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
