import { useState } from 'react'
import { profileNameProblem } from '../../stores/profiles-store.ts'
import type { ProfileProblem } from './profile-actions.ts'

/** Name and address in a form, with the problem of one of them. */
export function useProfileFields(initialName: string, initialUrl: string) {
  const [name, setName] = useState(initialName)
  const [url, setUrl] = useState(initialUrl)
  const [problem, setProblem] = useState<ProfileProblem>()
  const field = (label: string, value: string, set: (value: string) => void) => ({
    label,
    value,
    onChange(next: string): void {
      set(next)
      setProblem(undefined)
    },
  })
  const reset = (nextName: string, nextUrl: string): void => {
    setName(nextName)
    setUrl(nextUrl)
    setProblem(undefined)
  }
  /** False if a value is missing or too long; its problem is shown then. */
  const check = (): boolean => {
    const message = profileNameProblem(name)
    if (message !== undefined) setProblem({ field: 'name', message })
    else if (url.trim() === '') setProblem({ field: 'url', message: 'Enter the gateway’s address.' })
    else return true
    return false
  }
  const errorAt = (at: ProfileProblem['field']): string | undefined =>
    problem?.field === at ? problem.message : undefined
  const nameField = field('Name', name, setName)
  const urlField = { ...field('Address', url, setUrl), code: true }
  return { name, url, nameField, urlField, errorAt, setProblem, check, reset }
}
