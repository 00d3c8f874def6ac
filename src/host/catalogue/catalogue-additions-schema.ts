import { z } from 'zod'
import type { Field, Shape } from '../../shared/catalogue/shape.ts'

/*
 * Zod schemas of the catalogue's types, to check the stored file. A user may have edited the file, or another version
 * may have written it. A file with an unknown format is quarantined; the document can be imported again.
 */

const name = z.string().min(1).max(100)
const text = z.string().max(400)
const values = z.array(z.string().max(400)).max(400).readonly()

const limits = {
  /** Version 0.1.0 stored `date-time` as `moment`. */
  format: z
    .preprocess((value) => (value === 'moment' ? 'date-time' : value), z.enum(['date', 'date-time', 'base64']))
    .optional(),
  day: z.enum(['YYYYMMDD', 'YYYY-MM-DD', 'YYYY/MM/DD']).optional(),
  time: z.enum(['YYYYMMDD-HH:mm:ss', 'ISO', 'seconds', 'milliseconds']).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minimumLength: z.number().optional(),
  maximumLength: z.number().optional(),
}

const head = {
  name,
  help: text,
  required: z.literal(true).optional(),
  nullable: z.literal(true).optional(),
  deprecated: z.literal(true).optional(),
}

const shapes = <Head extends z.core.$ZodLooseShape>(more: Head) => [
  z.strictObject({
    ...more,
    kind: z.literal('string'),
    ...limits,
    values: values.optional(),
    default: text.optional(),
  }),
  z.strictObject({
    ...more,
    kind: z.enum(['integer', 'number']),
    ...limits,
    values: z.array(z.number()).max(400).readonly().optional(),
    default: z.number().optional(),
  }),
  z.strictObject({ ...more, kind: z.literal('boolean'), default: z.boolean().optional() }),
  z.strictObject({
    ...more,
    kind: z.literal('array'),
    items: z.lazy(() => shapeSchema),
    minimumItems: z.number().optional(),
    maximumItems: z.number().optional(),
  }),
  z.strictObject({
    ...more,
    kind: z.literal('object'),
    fields: z
      .array(z.lazy(() => fieldSchema))
      .max(3_000)
      .readonly(),
  }),
  z.strictObject({ ...more, kind: z.literal('map'), keys: text, values: z.lazy(() => shapeSchema) }),
  z.strictObject({
    ...more,
    kind: z.literal('oneOf'),
    choices: z
      .array(z.strictObject({ title: text, shape: z.lazy(() => shapeSchema) }))
      .max(100)
      .readonly(),
  }),
  z.strictObject({ ...more, kind: z.literal('file'), mediaTypes: values }),
  z.strictObject({ ...more, kind: z.literal('any') }),
]

// Zod cannot infer recursive types, so the catalogue's types are used.
const shapeSchema: z.ZodType<Shape> = z.union(shapes({})) as unknown as z.ZodType<Shape>
const fieldSchema: z.ZodType<Field> = z.union(shapes(head)) as unknown as z.ZodType<Field>

const parameter = z.strictObject({
  name,
  kind: z.enum(['string', 'integer', 'number', 'boolean']),
  required: z.boolean(),
  help: text,
  values: values.optional(),
  default: z.string().max(400).optional(),
  list: z.literal(true).optional(),
})

const body = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('json'), required: z.boolean(), shape: shapeSchema }),
  z.strictObject({ kind: z.literal('jwt'), shape: shapeSchema }),
  z.strictObject({ kind: z.literal('form'), fields: z.array(fieldSchema).readonly() }),
  z.strictObject({ kind: z.literal('text'), help: text }),
])

const response = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['object', 'objects', 'values', 'text', 'empty', 'unknown']) }),
  z.strictObject({ kind: z.literal('map'), keys: text }),
  z.strictObject({ kind: z.literal('binary'), mediaTypes: values }),
])

const operation = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z.string().max(320),
  title: text,
  query: z.array(parameter).max(100).readonly(),
  body: body.optional(),
  response,
  scopes: z.array(z.string().max(60)).max(20).readonly(),
})

/** Version 0.1.0 stored the response as `answer`. */
const documented = z.preprocess((value) => {
  if (typeof value !== 'object' || value === null || !('answer' in value)) return value
  const { answer, ...rest } = value
  return { ...rest, response: answer }
}, operation)

export const catalogueAdditionsSchema = z.strictObject({
  title: text,
  version: text,
  operations: z.array(documented).max(2_000).readonly(),
  extended: z
    .array(z.strictObject({ id: z.string().max(100), documented }))
    .max(2_000)
    .readonly(),
})
