import type { ImportsService } from '../imports/imports-service.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import type { ProfilesService } from '../profiles/profiles-service.ts'
import type { CallContext, Services } from '../rpc/services.ts'
import type { Confirmation } from '../safety/confirmation.ts'
import type { KeysService } from './keys-service.ts'
import type { ConfirmServer } from './server-approval.ts'

type KeyNames = Extract<keyof Services, `${'profiles' | 'imports' | 'keys'}.${string}`>

/** The part of the contract that is about profiles and their keys. */
export function keyHandlers(parts: {
  readonly list: ProfileList
  readonly profiles: ProfilesService
  readonly imports: ImportsService
  readonly keys: KeysService
  readonly confirmation: Confirmation
}): Pick<Services, KeyNames> {
  const { list, profiles, imports, keys, confirmation } = parts
  const confirmServer =
    ({ signal }: CallContext): ConfirmServer =>
    (text) =>
      confirmation.confirm({ kind: 'change-server', text }, signal)
  return {
    'profiles.feed': () => list.feed,
    'profiles.create': (input) => profiles.create(input),
    'profiles.change': (input, context) => profiles.change(input, confirmServer(context)),
    'profiles.approveServer': ({ id }, context) => profiles.approveServer(id, confirmServer(context)),
    'profiles.duplicate': ({ id }) => profiles.duplicate(id),
    'profiles.delete': ({ id }) => profiles.delete(id),
    'profiles.select': ({ id }) => profiles.select(id),
    'profiles.trustCertificate': ({ sha256 }) => profiles.trust(sha256),
    'imports.feed': () => imports.feed,
    'imports.begin': async (input) => {
      if (input.profileId !== undefined) keys.mustBeOpenToLeave(input.profileId)
      return imports.begin(input)
    },
    'imports.abandon': ({ id }) => imports.abandon(id),
    'imports.offer': async (input) => imports.offer(input),
    'imports.offerPaths': (input) => imports.offerPaths(input),
    'imports.choose': (input) => imports.choose(input),
    'imports.openKey': async (input) => imports.openKey(input),
    'imports.clear': async (input) => imports.clear(input),
    'imports.swap': async ({ id }) => imports.swap(id),
    'imports.fields': async (input) => imports.fields(input),
    'imports.make': async (input) => imports.make(input),
    'imports.stopMaking': async ({ id }) => imports.stopMaking(id),
    'imports.keep': (input) => imports.keepImport(input),
    'imports.resume': async ({ id }) => {
      keys.mustBeOpenToTakeFrom(imports.keptIn(id))
      return imports.resume(id)
    },
    'imports.publicFiles': async ({ id }) => imports.publicFiles(id),
    'imports.proveOffline': ({ id }, { signal }) => imports.proveOffline(id, signal),
    'imports.proveOnline': ({ id }, context) => imports.proveOnline(id, context.signal, confirmServer(context)),
    'imports.store': (input, context) => imports.store(input, confirmServer(context)),
    'keys.feed': () => keys.feed,
    'keys.look': () => keys.look(),
    'keys.createVault': ({ passphrase }) => keys.createVault(passphrase),
    'keys.unlockVault': ({ passphrase }) => keys.unlockVault(passphrase),
    'keys.lockVault': () => keys.lockVault(),
    'keys.setIdleMinutes': async ({ minutes }, { signal }) => {
      await keys.confirmIdleMinutes(minutes, (text) => confirmation.confirm({ kind: 'extend-idle-time', text }, signal))
      list.setVaultIdleMinutes(minutes)
      keys.idleMinutesChanged()
      return null
    },
    'keys.setVaultAside': (_input, { signal }) =>
      keys.setVaultAside((text) => confirmation.confirm({ kind: 'set-vault-aside', text }, signal)),
    'keys.changePassphrase': ({ old, passphrase }) => keys.changePassphrase(old, passphrase),
    'keys.move': async ({ profileId, to }) => {
      keys.mustBeOpenToLeave(profileId)
      return profiles.move(profileId, to)
    },
    'keys.export': (input, { signal }) =>
      keys.export(input, (text, passphraseTyped) =>
        confirmation.confirm({ kind: 'export-keys', text }, signal, passphraseTyped),
      ),
  }
}
