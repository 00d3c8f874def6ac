import { type ComponentType, createContext, type ReactNode, useContext } from 'react'
import type { Shape } from '../../../../shared/catalogue/shape.ts'
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
