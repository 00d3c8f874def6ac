import { type ComponentType, createContext, type ReactNode, useContext, useLayoutEffect, useState } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { Shape } from '../../../../../shared/catalogue/shape.ts'
import type { Problem } from '../resolve-draft.ts'
import type { BodyProblem } from './check-body.ts'
import type { JsonNode, Pointer } from './json-node.ts'

/** How a value is called in the form, and how it is taken out of it. */
export interface EditorHead {
  readonly name: ReactNode
  readonly label: string
  readonly required?: boolean
  readonly help: string | undefined
  readonly placeholder?: string | undefined
  readonly onRemove?: (() => void) | undefined
}

export interface ShapeEditorProps<Kind> {
  readonly shape: Kind
  /** Undefined: it is not in the body. */
  readonly node: JsonNode | undefined
  /** The object that it stands in, whose other values decide for some forms. */
  readonly owner: JsonNode | undefined
  readonly pointer: Pointer
  readonly head: EditorHead
  readonly onChange: (node: JsonNode | undefined) => void
}

const AnyEditor = createContext<ComponentType<ShapeEditorProps<Shape>>>(() => null)

/** Gives the editor of any shape to the editors of lists and objects, which stand in it and hold it. */
export const AnyEditorProvider = AnyEditor.Provider

export const useShapeEditor = (): ComponentType<ShapeEditorProps<Shape>> => useContext(AnyEditor)

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
