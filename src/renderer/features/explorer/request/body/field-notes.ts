import { createContext, useContext, useLayoutEffect, useState } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { Problem } from '../resolve-draft.ts'
import type { BodyProblem } from './check-body.ts'
import type { Pointer } from './json-node.ts'

/** Error message for one field. */
export type FieldNote = Pick<Problem, 'message' | 'variable'>

type Notes = ReadonlyMap<Pointer, FieldNote>

const NO_NOTES: Notes = new Map()

/** React context with the notes of all fields. A new note renders only its own row. */
export const FieldNotes = createContext<StoreApi<Notes>>(createStore(() => NO_NOTES))

export function useNoteStore(notes: Notes): StoreApi<Notes> {
  const [store] = useState(() => createStore(() => notes))
  useLayoutEffect(() => store.setState(notes, true), [store, notes])
  return store
}

export const useFieldNote = (pointer: Pointer): FieldNote | undefined =>
  useStore(
    useContext(FieldNotes),
    useShallow((notes) => notes.get(pointer)),
  )

/** Collects the notes of all fields. `reported`: the problems that Send returned. */
export function notesOf(found: readonly BodyProblem[], reported: readonly Problem[]): Notes {
  const notes = new Map<Pointer, FieldNote>()
  for (const { pointer, message, missing } of found)
    if (!missing && !notes.has(pointer)) notes.set(pointer, { message })
  for (const { field, message, variable } of reported) {
    if (typeof field === 'object') notes.set(field.pointer, { message, ...(variable !== undefined && { variable }) })
  }
  return notes
}
