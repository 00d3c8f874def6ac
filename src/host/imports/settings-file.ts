import { z } from 'zod'
import type { ImportField, ImportKind } from '../../shared/domain/keys.ts'

/** What an `oauth1.json` (or the settings of OAuth 2.0 in the same form) holds; each part is looked at as if it came alone. */
export interface RecognisedSettings {
  readonly kind: ImportKind
  readonly keys: readonly {
    readonly slot: 'signature' | 'encryption' | 'dhParameters' | 'privateKey'
    readonly text: string
  }[]
  readonly fields: Readonly<Partial<Record<ImportField, string>>>
}

const text = z.string().max(20_000).optional()
const oauth1 = z.object({
  consumerKey: text,
  accessToken: text,
  accessTokenSecret: text,
  dhPrime: text,
  signature: text,
  encryption: text,
  server: text,
})
const oauth2 = z.object({ clientId: text, keyId: text, privateKey: text, credential: text, ip: text, server: text })

/** Undefined for JSON of another kind. */
export function readSettingsFile(json: string): RecognisedSettings | undefined {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  return 'clientId' in value ? readOauth2(value) : readOauth1(value)
}

function readOauth1(value: object): RecognisedSettings | undefined {
  const parsed = oauth1.safeParse(value)
  if (!parsed.success) return undefined
  const { dhPrime, signature, encryption, ...fields } = parsed.data
  const keys = { signature, encryption, dhParameters: dhPrime }
  return recognised('oauth1', keys, fields)
}

function readOauth2(value: object): RecognisedSettings | undefined {
  const parsed = oauth2.safeParse(value)
  if (!parsed.success) return undefined
  const { privateKey, ...fields } = parsed.data
  return recognised('oauth2', { privateKey }, fields)
}

function recognised(
  kind: ImportKind,
  keys: Readonly<Record<string, string | undefined>>,
  fields: Readonly<Record<string, string | undefined>>,
): RecognisedSettings | undefined {
  const present = Object.entries(keys).flatMap(([slot, key]) =>
    key ? [{ slot: slot as RecognisedSettings['keys'][number]['slot'], text: key }] : [],
  )
  if (present.length === 0) return undefined
  const filled = Object.entries(fields).filter(([, field]) => field)
  return { kind, keys: present, fields: Object.fromEntries(filled) }
}
