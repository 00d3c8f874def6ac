import type { Shape } from '../../../../../shared/catalogue/shape.ts'
import { type FieldHead, FieldRow } from './field-row.tsx'
import { FileControl, JsonControl } from './json-control.tsx'
import type { JsonNode, Pointer } from './json-node.ts'
import { fits, mismatchMessage } from './shape-fit.ts'
import { ValueControl } from './value-control.tsx'
import { nodeOfText, specOf, textOf, type ValueShape } from './value-spec.ts'

export interface ShapeEditorProps<Kind> {
  readonly shape: Kind
  /** Node of the value; undefined if the body does not contain it. */
  readonly node: JsonNode | undefined
  /** Object that contains the value. Some choices depend on its other members. */
  readonly owner?: JsonNode | undefined
  readonly pointer: Pointer
  readonly head: FieldHead
  readonly onChange: (node: JsonNode | undefined) => void
}

/** Row for a string, a number or a Boolean value. */
export function ValueRow({ shape, node, head, pointer, onChange }: ShapeEditorProps<ValueShape>) {
  const spec = specOf(shape)
  return (
    <FieldRow pointer={pointer} head={head} removable={node !== undefined}>
      {(control) => (
        <ValueControl
          {...control}
          spec={spec}
          text={textOf(node) ?? ''}
          onText={(text) => onChange(nodeOfText(spec, text))}
          placeholder={head.placeholder}
          required={head.required ?? false}
        />
      )}
    </FieldRow>
  )
}

/** Row for a file, or for a value that is edited as JSON. */
export function JsonRow({ shape, node, head, pointer, onChange }: ShapeEditorProps<Shape>) {
  const problem = node && !fits(shape, node) ? { message: mismatchMessage(shape, node) } : undefined
  const isFile = shape.kind === 'file' && (node === undefined || node.kind === 'string')
  return (
    <FieldRow pointer={pointer} head={head} removable={node !== undefined} problem={problem}>
      {(control) =>
        isFile ? (
          <FileControl {...control} node={node} onChange={onChange} mediaTypes={shape.mediaTypes} />
        ) : (
          <JsonControl {...control} node={node} onChange={onChange} />
        )
      }
    </FieldRow>
  )
}
