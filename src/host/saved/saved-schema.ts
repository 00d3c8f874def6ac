import { z } from 'zod'
import { HTTP_METHODS } from '../../shared/domain/requests.ts'

/** The version of the file, and of what is exported. */
export const SAVED_VERSION = 1

export const MAX_SAVED_REQUESTS = 2_000
/** Characters of all saved requests: every change writes the file anew, and sends it to every window. */
export const MAX_SAVED_CHARACTERS = 4_000_000
export const MAX_VARIABLES = 200
export const MAX_FAVOURITES = 1_000

const rowSchema = z.strictObject({
  place: z.enum(['path', 'query']),
  name: z.string().max(200),
  value: z.string().max(8_000),
  enabled: z.boolean(),
})

/** What a person saves. */
export const contentSchema = z.strictObject({
  folder: z.string().trim().max(100),
  name: z.string().trim().min(1).max(100),
  method: z.enum(HTTP_METHODS),
  path: z.string().max(2_000),
  rows: z.array(rowSchema).max(100).readonly(),
  body: z.string().max(200_000),
})

export const requestSchema = contentSchema.extend({ id: z.uuid() })

export const variableSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z][\w-]{0,39}$/, 'letters, digits, _ and -, a letter first'),
  value: z.string().max(2_000),
})

/** The file as a whole. Each request is read by itself: one that a newer version wrote costs none of the others. */
export const savedSchema = z.strictObject({
  schemaVersion: z.literal(SAVED_VERSION),
  favourites: z.array(z.string().max(400)).max(MAX_FAVOURITES),
  requests: z.array(z.unknown()),
  variables: z.record(z.string().max(40), z.array(variableSchema).max(MAX_VARIABLES)),
})

/** What goes from one console to another. */
export const exportedSchema = z.strictObject({
  ibkrConsoleRequests: z.literal(SAVED_VERSION),
  requests: z.array(contentSchema).max(MAX_SAVED_REQUESTS),
})

export type SavedFile = z.infer<typeof savedSchema>
export type SavedContent = z.infer<typeof contentSchema>
export type KeptRequest = z.infer<typeof requestSchema>
