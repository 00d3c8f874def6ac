import { createContext, useContext, useLayoutEffect, useState } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { Problem } from '../resolve-draft.ts'
import type { BodyProblem } from './check-body.ts'
import type { Pointer } from './json-node.ts'

export interface FieldNote {
  readonly message: string
  readonly variable?: string
}

/** What is said at which value of the body. */
type Notes = ReadonlyMap<Pointer, FieldNote>

const NO_NOTES: Notes = new Map()

/** Apart from what is drawn, so that a note draws the row that it is about and no other. */
export const FormProblems = createContext<StoreApi<Notes>>(createStore(() => NO_NOTES))

export function useNoteStore(notes: Notes): StoreApi<Notes> {
  const [store] = useState(() => createStore(() => notes))
  useLayoutEffect(() => store.setState(notes, true), [store, notes])
  return store
}

export const useFieldNote = (pointer: Pointer): FieldNote | undefined =>
  useStore(
    useContext(FormProblems),
    useShallow((notes) => notes.get(pointer)),
  )

/** What is wrong now is said at once; what is only missing waits until somebody wants to send. */
export function notesOf(found: readonly BodyProblem[], told: readonly Problem[]): Notes {
  const notes = new Map<Pointer, FieldNote>()
  for (const { pointer, message, missing } of found)
    if (!missing && !notes.has(pointer)) notes.set(pointer, { message })
  for (const { field, message, variable } of told) {
    if (typeof field === 'object') notes.set(field.pointer, { message, ...(variable !== undefined && { variable }) })
  }
  return notes
}
