import type { BodyDetails } from '../operation-details.ts'
import type { Field, Shape } from '../shape.ts'
import type { DocumentedOperation } from './document-report.ts'

/** Maximum number of fields stored per operation. Shared shapes are copied, so this limits the stored size. */
const mostFields = 3_000

/** Returns a deep copy with a limited number of fields. Beyond the limit every shape becomes "any JSON". */
export function limitFieldCount(operation: DocumentedOperation): DocumentedOperation {
  let left = mostFields
  const body = operation.body && trimBody(operation.body)
  const { body: _, ...rest } = operation
  return { ...rest, ...(body && { body }) }

  function trimBody(details: BodyDetails): BodyDetails {
    switch (details.kind) {
      case 'json':
      case 'jwt':
        return { ...details, shape: trim(details.shape) }
      case 'form':
        return { ...details, fields: trimFields(details.fields) }
      default:
        return details
    }
  }

  function trim(shape: Shape): Shape {
    left -= 1
    if (left < 0) return { kind: 'any' }
    switch (shape.kind) {
      case 'object':
        return { ...shape, fields: trimFields(shape.fields) }
      case 'array':
        return { ...shape, items: trim(shape.items) }
      case 'map':
        return { ...shape, values: trim(shape.values) }
      case 'oneOf':
        return { ...shape, choices: shape.choices.map((choice) => ({ ...choice, shape: trim(choice.shape) })) }
      default:
        return shape
    }
  }

  function trimFields(fields: readonly Field[]): readonly Field[] {
    return fields.slice(0, Math.max(0, left)).map((field) => {
      const { name, help, required, when, nullable, example, deprecated } = field
      const head = {
        name,
        help,
        ...(required && { required }),
        ...(when && { when }),
        ...(nullable && { nullable }),
        ...(example !== undefined && { example }),
        ...(deprecated && { deprecated }),
      }
      return { ...head, ...trim(field) }
    })
  }
}
