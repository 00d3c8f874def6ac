import { memo } from 'react'
import type { Shape } from '../../../../shared/catalogue/shape.ts'
import { useShapeEditor } from './editor-props.ts'
import type { JsonNode, Pointer } from './json-node.ts'

interface MemberEditorProps {
  readonly name: string
  readonly shape: Shape
  readonly node: JsonNode | undefined
  /** Undefined where the shape does not depend on its neighbours. */
  readonly owner: JsonNode | undefined
  readonly pointer: Pointer
  readonly label: string
  readonly help: string | undefined
  readonly placeholder?: string | undefined
  readonly required?: boolean
  readonly deprecated?: boolean | undefined
  /** The same function at each drawing; undefined takes the member out. */
  readonly onMember: (name: string, value: JsonNode | undefined) => void
}

/** One member of an object, drawn again only when it has changed. */
export const MemberEditor = memo(function MemberEditor(props: MemberEditorProps) {
  const { name, shape, node, owner, pointer, label, help, placeholder, required = false, deprecated, onMember } = props
  const ShapeEditor = useShapeEditor()
  return (
    <ShapeEditor
      shape={shape}
      node={node}
      owner={owner}
      pointer={pointer}
      head={{
        name: <span data-deprecated={deprecated}>{name}</span>,
        label,
        required,
        help,
        placeholder,
        onRemove: () => onMember(name, undefined),
      }}
      onChange={(value) => onMember(name, value)}
    />
  )
})
