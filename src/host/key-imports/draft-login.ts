import { type ImportField, KEY_SLOTS_BY_KIND, type KeySlot, type SecretStoreKind } from '../../shared/domain/keys.ts'
import { HostError } from '../host-error.ts'
import type { PublicOauth2Fields } from '../keys/create-login-config.ts'
import type { KeySets } from '../keys/key-sets.ts'
import { approveServer, type ConfirmServer, isServerApproved, serverAfterUse } from '../keys/server-approval.ts'
import type { KeySet } from '../profiles/key-set.ts'
import { isKeyed, type KeyedProfile, type Profile } from '../profiles/profile.ts'
import { quoteForDialog } from '../safety/user-confirmation.ts'
import { type ImportDraft, SECRET_NAME_OF_SLOT } from './import-draft.ts'

/** The parts of a login that are not secret and are stored in the profile. */
export type PublicLoginFields =
  | { readonly kind: 'oauth1'; readonly consumerKey: string }
  | ({ readonly kind: 'oauth2' } & PublicOauth2Fields)

/** A verified login, ready to be stored. */
export interface VerifiedLogin {
  /** Id of the profile to which the login gives new keys. Undefined for a new profile. */
  readonly profileId: string | undefined
  readonly names: PublicLoginFields
  readonly server: string
  /** The server to which the keys belong. */
  readonly approvedServer: string | undefined
  readonly name: string
  readonly store: SecretStoreKind
  readonly set: KeySet
}

const OAUTH2_NAMES = ['clientId', 'keyId', 'credential', 'ip'] as const

export function readPublicLoginFields(draft: ImportDraft): PublicLoginFields {
  const text = (field: ImportField): string => draft.plainField(field)
  if (draft.kind === 'oauth1') return { kind: 'oauth1', consumerKey: text('consumerKey') }
  const [clientId, keyId, credential, ip] = OAUTH2_NAMES.map(text) as [string, string, string, string]
  return { kind: 'oauth2', clientId, keyId, credential, ip }
}

/** Returns the login of a draft, without a name and a store. */
export function readDraftLogin(draft: ImportDraft): Omit<VerifiedLogin, 'name' | 'store'> {
  const { profileId, approvedServer } = draft
  return {
    profileId,
    approvedServer,
    names: readPublicLoginFields(draft),
    server: draft.plainField('server'),
    set: draft.keySet(),
  }
}

const CONTENT: Readonly<Record<KeySlot, string>> = {
  signature: 'RSA key',
  encryption: 'RSA key',
  dhParameters: 'Diffie-Hellman prime',
  privateKey: 'RSA key',
}

/**
 * Copies the keys of a profile into a draft that replaces the profile's keys. The secret strings are not copied,
 * because IBKR issues new strings.
 */
export async function copyProfileKeys(draft: ImportDraft, profile: Profile, keySets: KeySets): Promise<void> {
  if (!isKeyed(profile) || profile.kind !== draft.kind) {
    throw new HostError('not-found', 'That profile has no keys of this kind.')
  }
  const set = await readIfPresent(profile, keySets)
  for (const slot of KEY_SLOTS_BY_KIND[draft.kind]) {
    const secret = set?.get(SECRET_NAME_OF_SLOT[slot])
    if (secret) draft.put(slot, { kind: 'filled', secret, source: 'stored', what: CONTENT[slot] })
  }
  set?.get('accessToken')?.erase()
  set?.get('accessTokenSecret')?.erase()
  draft.setField('server', profile.server ?? '')
  if (profile.kind === 'oauth1') draft.setField('consumerKey', profile.consumerKey)
  else for (const field of OAUTH2_NAMES) draft.setField(field, profile[field])
  draft.approvedServer = keySets.serverOf(profile)
}

/**
 * Reads the keys of a profile. Returns undefined if the keys are lost, because the user may import new keys to replace
 * lost keys.
 */
async function readIfPresent({ keys }: KeyedProfile, keySets: KeySets): Promise<KeySet | undefined> {
  try {
    return await keySets.read(keys)
  } catch (error) {
    if (error instanceof HostError && (error.code === 'keys-missing' || error.code === 'vault-damaged'))
      return undefined
    throw error
  }
}

/**
 * Requests the user's approval of the server of a draft. Returns undefined if no confirmation is needed.
 * @throws HostError `confirmation-refused`
 */
export function approveDraftServer(draft: ImportDraft, confirm: ConfirmServer): Promise<void> | undefined {
  const target = { server: draft.plainField('server'), approved: draft.approvedServer }
  if (isServerApproved(target)) {
    draft.approvedServer = serverAfterUse(target)
    return undefined
  }
  const names = readPublicLoginFields(draft)
  const owner =
    names.kind === 'oauth1'
      ? `Consumer key ${quoteForDialog(names.consumerKey)}`
      : `Client id ${quoteForDialog(names.clientId)}`
  const { version } = draft
  return approveServer(target, owner, confirm).then((server) => {
    if (draft.version !== version) {
      throw new HostError('confirmation-refused', 'The keys were changed before the confirmation. Try again.')
    }
    draft.approvedServer = server
  })
}
