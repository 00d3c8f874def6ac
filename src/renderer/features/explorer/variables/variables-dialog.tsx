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
import { keepVariable } from '../saved/saved-actions.ts'
import { useSavedStore } from '../saved/saved-store.ts'

const NONE: readonly SavedVariable[] = []

/** The variables of the profile in use. `wanted`: one that is missing somewhere, to begin with. */
export function VariablesDialog({ wanted }: { readonly wanted: string | undefined }) {
  const profile = useSessionStore((data) => data.view?.profile)
  const own = useSavedStore((data) => (profile && data.variables[profile.id]) ?? NONE)
  const [name, setName] = useState(wanted ?? '')
  const [value, setValue] = useState('')
  const [problem, setProblem] = useState<string>()
  const valueField = useRef<HTMLInputElement>(null)
  const focus = useKeptFocus<HTMLDivElement>()
  if (!profile) return null
  const changes = own.some((variable) => variable.name === name)

  const keep = async (variable: string, itsValue?: string): Promise<boolean> => {
    const refused = await keepVariable(profile.id, variable, itsValue)
    setProblem(refused)
    // What was missing may be there now.
    if (refused === undefined) useExplorerStore.setState({ problems: [] })
    return refused === undefined
  }
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const missing = problemOf(name, value)
    if (missing !== undefined) return setProblem(missing)
    const close = closerOfThis()
    if (!(await keep(name, value))) return
    if (wanted !== undefined) return void close()
    setName('')
    setValue('')
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
                    setName(variable.name)
                    setValue(variable.value)
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
                  onClick={() => void keep(variable.name)}
                />
              </li>
            ))}
          </ul>
        )}
        <form className="profile-form" onSubmit={(event) => void add(event)}>
          <div className="field-pair">
            <Field label="Name">
              {(control) => (
                <input
                  {...control}
                  className="input input-code"
                  data-initial-focus={wanted === undefined || undefined}
                  autoComplete="off"
                  spellCheck={false}
                  maxLength={40}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
              )}
            </Field>
            <Field label="Value">
              {(control) => (
                <input
                  {...control}
                  className="input input-code"
                  ref={valueField}
                  data-initial-focus={wanted !== undefined || undefined}
                  autoComplete="off"
                  spellCheck={false}
                  maxLength={2_000}
                  value={value}
                  onChange={(event) => setValue(event.target.value)}
                />
              )}
            </Field>
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
              {changes ? 'Change' : 'Define'}
            </Button>
          </div>
        </form>
      </div>
    </Dialog>
  )
}

function problemOf(name: string, value: string): string | undefined {
  if (!/^[A-Za-z][\w-]*$/.test(name)) return 'Use letters, digits, _ and -. Start with a letter.'
  if (name === 'accountId') return 'accountId is the selected account of the session: choose another name.'
  return value === '' ? 'Enter a value.' : undefined
}
