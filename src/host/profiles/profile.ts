import { z } from 'zod'
import type { ProfileView } from '../../shared/contract/views.ts'

const id = z.string().regex(/^[a-z0-9-]{1,40}$/, 'lower-case letters, digits and hyphens')
const name = z.string().trim().min(1).max(60)

/** What is kept of a profile on disk: never a secret. */
export const profileSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('practice'), id, name }),
  z.strictObject({ kind: z.literal('gateway'), id, name, url: z.string().min(1).max(300) }),
])

export type Profile = z.infer<typeof profileSchema>

export const PRACTICE: Profile = { kind: 'practice', id: 'practice', name: 'Practice' }

export function profileView(profile: Profile): ProfileView {
  const target = profile.kind === 'practice' ? 'simulator in this console' : profile.url
  return { id: profile.id, name: profile.name, kind: profile.kind, target }
}
