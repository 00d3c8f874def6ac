import { z } from 'zod'
import { IBKR_HOST, parseServerAddress } from '../../client/unpublished.ts'
import type { ProfileView } from '../../shared/contract/views.ts'
import type { KnownEnvironment } from '../../shared/domain/environment.ts'
import { keySetLocationSchema } from './key-set.ts'

const id = z.string().regex(/^[a-z0-9-]{1,40}$/, 'lower-case letters, digits and hyphens')
const name = z.string().trim().min(1).max(60)
/** Kind of the account in the last session, absent before the first session. */
const learned = z.enum(['paper', 'live']).optional()
const certificate = z.strictObject({
  sha256: z.string().regex(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/),
  subject: z.string().max(1_000),
  validTo: z.string().max(100),
})

const gateway = z.strictObject({
  kind: z.literal('gateway'),
  id,
  name,
  url: z.string().min(1).max(300),
  learned,
  /** The pinned certificate, absent before the first connection. */
  certificate: certificate.optional(),
})

const text = z.string().min(1).max(300)
/** Address of a server that replaces IBKR's default server, for example one of IBKR's numbered hosts. */
const server = z
  .string()
  .min(1)
  .max(300)
  .refine((address) => rootOf(address) !== undefined, 'not a server address')
  .optional()

const oauth1 = z.strictObject({
  kind: z.literal('oauth1'),
  id,
  name,
  consumerKey: text,
  server,
  keys: keySetLocationSchema,
  learned,
})
const oauth2 = z.strictObject({
  kind: z.literal('oauth2'),
  id,
  name,
  clientId: text,
  keyId: text,
  credential: text,
  ip: text,
  server,
  keys: keySetLocationSchema,
  learned,
})

/** A profile as it is stored, without secrets. */
export const profileSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('practice'), id, name }),
  gateway,
  oauth1,
  oauth2,
])

export type Profile = z.infer<typeof profileSchema>
export type GatewayProfile = z.infer<typeof gateway>
/** A profile that has keys. */
export type KeyedProfile = Extract<Profile, { readonly kind: 'oauth1' | 'oauth2' }>

/** Returns scheme, host, port and path prefix of a server; undefined for an invalid address. */
function rootOf(address: string): string | undefined {
  try {
    return parseServerAddress(address).root
  } catch {
    return undefined
  }
}

export function isKeyed(profile: Profile): profile is KeyedProfile {
  return profile.kind === 'oauth1' || profile.kind === 'oauth2'
}

export const PRACTICE: Profile = { kind: 'practice', id: 'practice', name: 'Practice' }

export function buildProfileView(profile: Profile): ProfileView {
  const base = { id: profile.id, name: profile.name, kind: profile.kind, environment: getKnownEnvironment(profile) }
  if (profile.kind === 'practice') return { ...base, target: 'simulator in this console' }
  if (isKeyed(profile)) {
    const login =
      profile.kind === 'oauth1'
        ? ({ name: 'Consumer key', value: profile.consumerKey } as const)
        : ({ name: 'Client id', value: profile.clientId } as const)
    const { host: target, root: baseUrl } = parseServerAddress(profile.server ?? IBKR_HOST)
    return { ...base, target, baseUrl, login, keys: { store: profile.keys.store } }
  }
  const { url, certificate: pinned } = profile
  const baseUrl = rootOf(url)
  return { ...base, target: url, ...(baseUrl && { baseUrl }), ...(pinned && { certificate: pinned }) }
}

/** Returns the environment that the last session of a profile reported. */
export function getKnownEnvironment(profile: Profile): KnownEnvironment {
  return profile.kind === 'practice' ? 'practice' : (profile.learned ?? 'unknown')
}
