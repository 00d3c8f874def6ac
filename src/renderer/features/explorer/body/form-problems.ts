import { createContext, useContext } from 'react'
import type { Problem } from '../resolve-draft.ts'
import type { BodyProblem } from './check-body.ts'
import type { Pointer } from './json-node.ts'

export interface FieldNote {
  readonly message: string
  readonly variable?: string
}

/** What is said at which value of the body. */
export const FormProblems = createContext<ReadonlyMap<Pointer, FieldNote>>(new Map())

export const useFieldNote = (pointer: Pointer): FieldNote | undefined => useContext(FormProblems).get(pointer)

/** What is wrong now is said at once; what is only missing waits until somebody wants to send. */
export function notesOf(found: readonly BodyProblem[], told: readonly Problem[]): ReadonlyMap<Pointer, FieldNote> {
  const notes = new Map<Pointer, FieldNote>()
  for (const { pointer, message, missing } of found)
    if (!missing && !notes.has(pointer)) notes.set(pointer, { message })
  for (const { field, message, variable } of told) {
    if (typeof field === 'object') notes.set(field.pointer, { message, ...(variable !== undefined && { variable }) })
  }
  return notes
}
