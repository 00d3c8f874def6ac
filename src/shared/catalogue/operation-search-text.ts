import type { Operation } from './operation.ts'
import type { BodyDetails, OperationDetails } from './operation-details.ts'
import type { Field, Shape } from './shape.ts'

/** Maximum number of searchable fields per operation; the account application has 1,300 groups and fields. */
const mostFields = 3_000

/**
 * Returns the searchable text of an operation besides path and title, in lower case: its help, and the names, help
 * texts and values of its parameters and body fields. Repeated groups count once.
 */
export function createSearchText(operation: Operation, details: OperationDetails): string {
  const words: string[] = [operation.help]
  for (const { name, help, values } of operation.query ?? []) words.push(name, help, ...(values ?? []))
  const seen = new Set<readonly Field[]>()
  let left = mostFields
  for (const shape of shapesOf(details.body)) collect(shape)
  return words.join(' ').toLowerCase()

  function collect(shape: Shape): void {
    switch (shape.kind) {
      case 'object':
        if (seen.has(shape.fields)) return
        seen.add(shape.fields)
        for (const field of shape.fields) {
          left -= 1
          if (left < 0) return
          words.push(field.name, field.help)
          collect(field)
        }
        return
      case 'array':
        collect(shape.items)
        return
      case 'map':
        collect(shape.values)
        return
      case 'oneOf':
        for (const choice of shape.choices) collect(choice.shape)
        return
      case 'string':
        words.push(...(shape.values ?? []), ...Object.values(shape.meanings ?? {}))
        return
      default:
    }
  }
}

function shapesOf(body: BodyDetails | undefined): readonly Shape[] {
  switch (body?.kind) {
    case 'json':
    case 'jwt':
      return [body.shape]
    case 'form':
      return [{ kind: 'object', fields: body.fields }]
    default:
      return []
  }
}
