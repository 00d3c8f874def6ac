import { useState } from 'react'
import type { ProfileView } from '../../../shared/contract/views.ts'
import { errorText, hasCode } from '../../../shared/rpc/rpc-error.ts'
import { profileNameProblem } from '../../stores/profiles-store.ts'
import type { ProfileEdits } from './profile-edits.ts'

/** Reason why a change was rejected, with the field that caused it. */
interface ProfileProblem {
  readonly field: 'name' | 'url' | 'none'
  readonly message: string
}

/** Form state: name, address, and the error message. `onEdit` is called with each edit of the user. */
export function useProfileFields(initialName: string, initialUrl: string, onEdit?: (edits: ProfileEdits) => void) {
  const [name, setName] = useState(initialName)
  const [url, setUrl] = useState(initialUrl)
  const [problem, setProblem] = useState<ProfileProblem>()
  const [busy, setBusy] = useState(false)
  const field = (label: string, value: string, change: (value: string) => ProfileEdits) => ({
    label,
    value,
    onChange(next: string): void {
      const edits = change(next)
      setName(edits.name)
      setUrl(edits.url)
      setProblem(undefined)
      onEdit?.(edits)
    },
  })
  const reset = (nextName: string, nextUrl: string): void => {
    setName(nextName)
    setUrl(nextUrl)
    setProblem(undefined)
  }
  /** Saves the form. Returns undefined if a field is invalid. */
  const save = async (call: () => Promise<ProfileView>): Promise<ProfileView | undefined> => {
    const message = profileNameProblem(name)
    if (message !== undefined) setProblem({ field: 'name', message })
    else if (url.trim() === '') setProblem({ field: 'url', message: 'Enter the gateway’s address.' })
    else {
      setBusy(true)
      try {
        return await call()
      } catch (error) {
        setProblem(problemOf(error))
      } finally {
        setBusy(false)
      }
    }
    return undefined
  }
  const errorAt = (at: ProfileProblem['field']): string | undefined =>
    problem?.field === at ? problem.message : undefined
  const nameField = field('Name', name, (next) => ({ name: next, url }))
  const urlField = { ...field('Address', url, (next) => ({ name, url: next })), code: true }
  return { name, url, nameField, urlField, errorAt, busy, save, reset }
}

function problemOf(error: unknown): ProfileProblem {
  const message = errorText(error)
  if (hasCode(error, 'name-taken')) return { field: 'name', message }
  return { field: hasCode(error, 'invalid-input') ? 'url' : 'none', message }
}
