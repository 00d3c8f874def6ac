import { createStartingRails } from '../../shared/domain/guard-rails.ts'
import type { FilesService } from '../files/files-service.ts'
import type { StoredGuardRails } from '../guard-rails/stored-guard-rails.ts'
import type { HostContext } from '../host-context.ts'
import type { PrimeSearch } from '../key-imports/generate-keys.ts'
import { ImportsService } from '../key-imports/imports-service.ts'
import type { OpenedKeyStores } from '../key-imports/open-key-stores.ts'
import type { ConfirmServer } from '../keys/server-approval.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import type { CancelRules } from '../safety/cancel-rules.ts'
import type { UserConfirmation } from '../safety/user-confirmation.ts'
import type { CallContext, HandlersOf } from '../service-types.ts'
import { type ProfilesInUse, ProfilesService } from './profiles-service.ts'

export interface ProfileEditsNeeds {
  readonly list: ProfileList
  readonly open: OpenedKeyStores
  readonly inUse: ProfilesInUse
  readonly files: FilesService
  readonly confirmation: UserConfirmation
  readonly storedRails: StoredGuardRails
  readonly cancelRules: CancelRules
  readonly makePrime: PrimeSearch
}

export interface ProfileEditsArea {
  readonly handlers: Omit<HandlersOf<'profiles' | 'imports' | 'keys'>, 'profiles.feed'>
  /** Ends all imports and overwrites their secrets. */
  close(): void
}

/** Creates the services for profiles, for their keys, and for imports that add keys. */
export function createProfileEdits({ clock }: HostContext, deps: ProfileEditsNeeds): ProfileEditsArea {
  const { list, open, inUse, files, confirmation, storedRails, cancelRules, makePrime } = deps
  const { service: keys, keySets, saved } = open
  const profiles = new ProfilesService(list, { limits: storedRails, cancelRules }, inUse, keySets)
  const imports = new ImportsService({
    clock,
    files,
    makePrime,
    saved,
    keySets,
    storeLogin: (login, rails) => profiles.storeLogin(login, rails),
    findProfile: (id) => list.find(id),
  })
  const confirmServer =
    ({ signal }: CallContext): ConfirmServer =>
    (text) =>
      confirmation.confirm({ kind: 'change-server', text }, signal)
  const handlers: ProfileEditsArea['handlers'] = {
    'profiles.create': ({ name, url, guardRails }) =>
      profiles.create({ name, url, rails: createStartingRails(guardRails) }),
    'profiles.change': (input, context) => profiles.change(input, confirmServer(context)),
    'profiles.approveServer': ({ id }, context) => profiles.approveServer(id, confirmServer(context)),
    'profiles.duplicate': ({ id }) => profiles.duplicate(id),
    'profiles.delete': ({ id }) => profiles.delete(id),
    'profiles.select': ({ id }, { window }) => profiles.select(id, window),
    'profiles.resume': async ({ id }, { window }) => inUse.resume(id, window),
    'profiles.trustCertificate': ({ sha256 }, { window }) => profiles.trust(sha256, window),
    'imports.feed': () => imports.feed,
    'imports.start': async (input) => {
      if (input.profileId !== undefined) keys.requireTypedForProfile(input.profileId)
      return imports.start(input)
    },
    'imports.discard': ({ id }) => imports.discard(id),
    'imports.addFiles': async (input) => imports.addFiles(input),
    'imports.addPaths': (input) => imports.addPaths(input),
    'imports.chooseFiles': (input) => imports.chooseFiles(input),
    'imports.unlockKey': async (input) => imports.unlockKey(input),
    'imports.clearSlot': async (input) => imports.clearSlot(input),
    'imports.swapKeys': async ({ id }) => imports.swapKeys(id),
    'imports.setFields': async (input) => imports.setFields(input),
    'imports.generate': async (input) => imports.generate(input),
    'imports.stopGenerating': async ({ id }) => imports.stopGenerating(id),
    'imports.save': (input) => imports.save(input),
    'imports.resume': async ({ id }) => {
      keys.requireTypedFor(imports.savedStore(id))
      return imports.resume(id)
    },
    'imports.publicFiles': async ({ id }) => imports.publicFiles(id),
    'imports.verify': ({ id }, { signal }) => imports.verify(id, signal),
    'imports.testLogin': ({ id }, context) => imports.testLogin(id, context.signal, confirmServer(context)),
    'imports.store': (input, context) => imports.store(input, confirmServer(context)),
    'keys.feed': () => keys.feed,
    'keys.checkKeychain': () => keys.checkKeychain(),
    'keys.createVault': ({ passphrase }) => keys.createVault(passphrase),
    'keys.unlockVault': ({ passphrase }) => keys.unlockVault(passphrase),
    'keys.lockVault': () => keys.lockVault(),
    'keys.setIdleMinutes': async ({ minutes }, { signal }) => {
      await keys.confirmIdleMinutes(minutes, (text) => confirmation.confirm({ kind: 'extend-idle-time', text }, signal))
      list.setVaultIdleMinutes(minutes)
      keys.idleMinutesChanged()
    },
    'keys.archiveVault': (_input, { signal }) =>
      keys.archiveVault((text) => confirmation.confirm({ kind: 'archive-vault', text }, signal)),
    'keys.changePassphrase': ({ old, passphrase }) => keys.changePassphrase(old, passphrase),
    'keys.move': async ({ profileId, to }) => {
      keys.requireTypedForProfile(profileId)
      return profiles.move(profileId, to)
    },
    'keys.export': (input, { signal }) =>
      keys.export(input, (text, passphraseTyped) =>
        confirmation.confirm({ kind: 'export-keys', text }, signal, passphraseTyped),
      ),
  }
  const close = (): void => {
    imports.close()
    keys.close()
  }
  return { handlers, close }
}
