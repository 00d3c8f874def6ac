import { choice, decimal, group, list, objectOf, oneOf, text } from '../define-fields.ts'
import type { BodyDetails } from '../operation-details.ts'
import type { Field, ShapeChoice } from '../shape.ts'

/** One kind of instruction: its code, and its fields besides the two that all kinds have. */
export interface InstructionKind {
  readonly code: string
  readonly title: string
  readonly fields: readonly Field[]
}

const ownId = decimal('clientInstructionId!', 'Your own number for this instruction, which must be unique.', {
  example: 1,
})

/** Returns a field for an account that money or positions are transferred from or to. */
export const createInstructionAccountField = (more: { readonly maximumLength?: number } = {}): Field =>
  text('accountId!', 'Account that the instruction is for.', {
    format: 'accountId',
    minimumLength: 1,
    example: '{{accountId}}',
    ...more,
  })

export const createCurrencyField = (minimumLength: 1 | 3 = 1): Field =>
  text('currency!', 'Three letters of the currency.', {
    format: 'currency',
    minimumLength,
    maximumLength: 3,
    example: 'USD',
  })

const choicesOf = (kinds: readonly InstructionKind[]): readonly ShapeChoice[] =>
  kinds.map(({ code, title, fields }) => ({
    title,
    shape: objectOf(ownId, ...fields),
    when: { field: 'instructionType', is: [code] },
  }))

const kindField = (kinds: readonly InstructionKind[]): Field =>
  choice(
    'instructionType!',
    'Action to perform.',
    kinds.map(({ code }) => code),
    {
      meanings: Object.fromEntries(kinds.map(({ code, title }) => [code, title])),
    },
  )

/** Returns the signed body with one instruction. */
export function createInstructionBody(kinds: readonly InstructionKind[]): BodyDetails {
  const choices = choicesOf(kinds)
  const [only] = kinds
  const help = 'The instruction itself.'
  return {
    kind: 'jwt',
    shape: objectOf(
      kindField(kinds),
      choices.length === 1 && only !== undefined
        ? group('instruction!', help, [ownId, ...only.fields])
        : oneOf('instruction!', help, choices),
    ),
  }
}

/** Returns the signed body with many instructions of one kind. */
export function createBulkInstructionBody(kinds: readonly InstructionKind[]): BodyDetails {
  const items = choicesOf(kinds)
  const [only] = items
  const shape = items.length === 1 && only !== undefined ? only.shape : { kind: 'oneOf' as const, choices: items }
  return {
    kind: 'jwt',
    shape: objectOf(
      kindField(kinds),
      list('instructions!', 'The instructions, all of the stated kind.', shape, { minimumItems: 1 }),
    ),
  }
}
