import { type KeySlot, SLOTS_OF } from '../../shared/domain/keys.ts'
import { HostError } from '../host-error.ts'
import type { KeySet } from '../keys/key-set.ts'
import type { KeySets } from '../keys/key-sets.ts'
import { isKeyed, type KeyedProfile, type Profile } from '../profiles/profile.ts'
import { type ImportDraft, SECRET_OF } from './import-draft.ts'

const WHAT: Readonly<Record<KeySlot, string>> = {
  signature: 'RSA key',
  encryption: 'RSA key',
  dhParameters: 'Diffie-Hellman prime',
  privateKey: 'RSA key',
}

/** Begins the replacing of a profile's keys with what it has: all but the secret strings, which IBKR makes anew each time. */
export async function takeOver(draft: ImportDraft, profile: Profile, keySets: KeySets): Promise<void> {
  if (!isKeyed(profile) || profile.kind !== draft.kind) {
    throw new HostError('not-found', 'That profile has no keys of this kind.')
  }
  const set = await readOrNothing(profile, keySets)
  for (const slot of SLOTS_OF[draft.kind]) {
    const secret = set?.get(SECRET_OF[slot])
    if (secret) draft.put(slot, { kind: 'filled', secret, source: 'stored', what: WHAT[slot] })
  }
  set?.get('accessToken')?.erase()
  set?.get('accessTokenSecret')?.erase()
  draft.setField('server', profile.server ?? '')
  if (profile.kind === 'oauth1') draft.setField('consumerKey', profile.consumerKey)
  else for (const field of ['clientId', 'keyId', 'credential', 'ip'] as const) draft.setField(field, profile[field])
  draft.approvedServer = keySets.approvedServer(profile.keys)
}

const LOST: readonly string[] = ['keys-missing', 'vault-damaged']

/** Keys that are lost are the very reason for an import. */
async function readOrNothing({ keys }: KeyedProfile, keySets: KeySets): Promise<KeySet | undefined> {
  try {
    return await keySets.read(keys)
  } catch (error) {
    if (error instanceof HostError && LOST.includes(error.code)) return undefined
    throw error
  }
}
