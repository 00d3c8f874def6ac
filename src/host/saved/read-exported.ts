import { isBoundedJson } from '../../shared/rpc/json-bounds.ts'
import { HostError } from '../host-error.ts'
import { exportedSchema, SAVED_VERSION, type SavedContent } from './saved-schema.ts'

const BOUNDS = { depth: 10, values: 100_000 }

/** The requests of an exported file. `invalid-input` says why it is none; a single wrong one refuses the whole. */
export function readExported(text: string): readonly SavedContent[] {
  if (!isBoundedJson(text, BOUNDS)) {
    throw new HostError(
      'invalid-input',
      'These are no exported requests, or too many: the file holds too many values. Export fewer at once. Nothing was taken over.',
    )
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new HostError('invalid-input', 'The file is not JSON: choose one that was exported from the console.', {
      cause: error,
    })
  }
  const { ibkrConsoleRequests: version } = (json ?? {}) as { readonly ibkrConsoleRequests?: unknown }
  if (typeof version === 'number' && version > SAVED_VERSION) {
    throw new HostError(
      'invalid-input',
      'These requests were exported by a newer version of the console. Nothing was taken over: import them there.',
    )
  }
  const parsed = exportedSchema.safeParse(json)
  if (parsed.success) return parsed.data.requests
  const issue = parsed.error.issues[0]
  throw new HostError(
    'invalid-input',
    `These are no exported requests (${issue?.path.join('.') || 'top level'}: ${issue?.message.slice(0, 200) ?? 'wrong shape'}). Nothing was taken over.`,
  )
}
