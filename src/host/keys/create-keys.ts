import type { FilesService } from '../files/files-service.ts'
import type { HostContext } from '../host-context.ts'
import { ImportsService } from '../imports/imports-service.ts'
import type { PrimeMaker } from '../imports/make-keys.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import { ProfilesService } from '../profiles/profiles-service.ts'
import type { CallContext, HandlersOf } from '../rpc/services.ts'
import type { Confirmation } from '../safety/confirmation.ts'
import type { SessionService } from '../session/session-service.ts'
import type { OpenKeys } from './open-keys.ts'
import type { ConfirmServer } from './server-approval.ts'

export interface KeysDeps {
  readonly list: ProfileList
  readonly open: OpenKeys
  readonly session: SessionService
  readonly files: FilesService
  readonly confirmation: Confirmation
  readonly makePrime: PrimeMaker
}

export interface Keys {
  readonly handlers: HandlersOf<'profiles' | 'imports' | 'keys'>
  /** Ends the imports, and overwrites what they hold. */
  close(): void
}

/** Profiles, their keys, and the imports that bring keys in. */
export function createKeys({ clock }: HostContext, deps: KeysDeps): Keys {
  const { list, open, session, files, confirmation, makePrime } = deps
  const { service: keys, keySets, kept } = open
  const profiles = new ProfilesService(list, session, keySets)
  const imports = new ImportsService({
    clock,
    files,
    makePrime,
    kept,
    keySets,
    keep: (login) => profiles.keep(login),
    findProfile: (id) => list.find(id),
  })
  keys.onUnlocked(() => {
    if (session.waitsForVault) void session.connect()
  })
  const confirmServer =
    ({ signal }: CallContext): ConfirmServer =>
    (text) =>
      confirmation.confirm({ kind: 'change-server', text }, signal)
  const handlers: Keys['handlers'] = {
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
  return { handlers, close: () => imports.close() }
}
