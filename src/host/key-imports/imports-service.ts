import { randomUUID } from 'node:crypto'
import { type Clock, IbkrError } from '../../client/index.ts'
import { decodeSecretBase64 } from '../../client/unpublished.ts'
import type {
  ImportsItem,
  ImportsSnapshot,
  ImportView,
  KeyFileReport,
  PublicKeyFile,
  VerificationView,
} from '../../shared/contract/import-views.ts'
import type { ParsedInput } from '../../shared/contract/inferred-types.ts'
import type { ProfileView } from '../../shared/contract/views.ts'
import { createStartingRails, type GuardRails } from '../../shared/domain/guard-rails.ts'
import {
  IMPORT_FIELDS_BY_KIND,
  type ImportField,
  KEY_SLOTS_BY_KIND,
  type KeySlot,
  type SecretStoreKind,
} from '../../shared/domain/keys.ts'
import { createFeed, type Feed } from '../feed.ts'
import type { FilesService } from '../files/files-service.ts'
import { collectGarbage } from '../garbage-collection.ts'
import { HostError } from '../host-error.ts'
import type { KeySets } from '../keys/key-sets.ts'
import type { ConfirmServer } from '../keys/server-approval.ts'
import type { Profile } from '../profiles/profile.ts'
import { addFilesToDraft, decryptKeySlot, swapKeys, swapKeysIfNeeded } from './add-files-to-draft.ts'
import { approveDraftServer, copyProfileKeys, readDraftLogin, type VerifiedLogin } from './draft-login.ts'
import { DraftVerifications, requireVerifiedDraft } from './draft-verifications.ts'
import { generateKeys, type KeyGeneration, type PrimeSearch } from './generate-keys.ts'
import { ImportDraft } from './import-draft.ts'
import { type OfferedFile, readKeyFiles, unpackZipFiles } from './offered-key-files.ts'
import { createPublicKeyFiles } from './public-key-files.ts'
import { restoreDraft, type SavedImports, toImportView, toSavedImport } from './saved-imports.ts'
import { testDraftLogin } from './test-draft-login.ts'
import { verifyDraft } from './verify-draft-offline.ts'

/** Maximum number of open imports. A user with more open imports has probably abandoned some of these imports. */
const MAX_IMPORTS = 8

export interface ImportsServiceOptions {
  readonly clock: Clock
  readonly makePrime: PrimeSearch
  readonly files: FilesService
  readonly saved: SavedImports
  readonly keySets: KeySets
  /** Creates a profile with these limits, or replaces the keys of an existing profile, which keeps its limits. */
  readonly storeLogin: (login: VerifiedLogin, rails: GuardRails) => Promise<ProfileView>
  /** Finds a profile. Throws HostError `not-found`. */
  readonly findProfile: (id: string) => Profile
}

/** The open and saved imports. Their secrets stay in the host; windows receive only descriptions. */
export class ImportsService {
  readonly feed: Feed<ImportsSnapshot, ImportsItem>
  readonly #options: ImportsServiceOptions
  readonly #drafts = new Map<string, ImportDraft>()
  readonly #generations = new Map<string, KeyGeneration>()
  readonly #verifications = new DraftVerifications((draft) => void this.#publish(draft))
  /** Drafts that are being written to a store. They must not be changed or erased. */
  readonly #storing = new Set<ImportDraft>()

  constructor(options: ImportsServiceOptions) {
    this.#options = options
    this.feed = createFeed(() => ({
      imports: [
        ...options.saved.all.filter(({ id }) => !this.#drafts.has(id)).map(toImportView),
        ...[...this.#drafts.values()].map((draft) => draft.view()),
      ],
    }))
  }

  async start({ kind, profileId }: ParsedInput<'imports.start'>): Promise<ImportView> {
    if (this.#drafts.size >= MAX_IMPORTS) {
      throw new HostError('limit', `${MAX_IMPORTS} imports are already open. Finish or discard one first.`)
    }
    const draft = new ImportDraft(randomUUID(), kind, this.#options.clock.now(), profileId)
    if (profileId !== undefined)
      await copyProfileKeys(draft, this.#options.findProfile(profileId), this.#options.keySets)
    this.#drafts.set(draft.id, draft)
    return this.#publish(draft)
  }

  /** Writes the secrets of a draft to a store and removes the secrets of the previous save. */
  async save({ id, store }: ParsedInput<'imports.save'>): Promise<ImportView> {
    const draft = this.#draft(id)
    const { saved, keySets } = this.#options
    const { version } = draft
    const keys = await this.#whileStoring(draft, () => keySets.write(store, draft.keySet(), draft.approvedServer))
    const before = saved.find(id)
    try {
      saved.put(toSavedImport(draft, keys))
    } catch (error) {
      await keySets.remove(keys)
      throw error
    }
    draft.saved = { store, version }
    if (before) await keySets.remove(before.keys)
    return this.#publish(draft)
  }

  /** Returns the store that {@link resume} would read. Undefined if the import is open or does not exist. */
  savedStore(id: string): SecretStoreKind | undefined {
    return this.#drafts.has(id) ? undefined : this.#options.saved.find(id)?.keys.store
  }

  /** Opens an import that was saved before the console was restarted. */
  async resume(id: string): Promise<ImportView> {
    const { saved, keySets } = this.#options
    const found = saved.find(id)
    if (this.#drafts.has(id) || !found) return this.#draft(id).view()
    const set = await keySets.read(found.keys)
    const other = this.#drafts.get(id)
    if (other) {
      for (const secret of set.values()) secret.erase()
      return other.view()
    }
    const draft = restoreDraft(found, set)
    draft.approvedServer = keySets.approvedServer(found.keys)
    this.#drafts.set(id, draft)
    return this.#publish(draft)
  }

  async discard(id: string): Promise<void> {
    if (this.#drafts.has(id) || !this.#options.saved.find(id)) this.#end(this.#draft(id))
    else this.feed.push([{ kind: 'gone', id }])
    await this.#removeSaved(id)
  }

  async #removeSaved(id: string): Promise<void> {
    const { saved, keySets } = this.#options
    const found = saved.find(id)
    saved.remove(id)
    if (found) await keySets.remove(found.keys)
  }

  async addFiles({ id, files, slot }: ParsedInput<'imports.addFiles'>): Promise<readonly KeyFileReport[]> {
    const added = files.map(({ name, base64 }) => ({ name, bytes: decodeSecretBase64(base64) }))
    return this.#add(this.#draft(id), added, slot)
  }

  async addPaths({ id, paths, slot }: ParsedInput<'imports.addPaths'>): Promise<readonly KeyFileReport[]> {
    if (!this.#options.files.hasDialogs) throw new HostError('not-available', 'In browser mode the page reads files.')
    this.#draft(id)
    const added = await readKeyFiles(paths)
    return this.#add(this.#draft(id), added, slot)
  }

  async chooseFiles({ id, slot }: ParsedInput<'imports.chooseFiles'>): Promise<readonly KeyFileReport[]> {
    this.#draft(id)
    const added = await readKeyFiles(await this.#options.files.chooseKeyFiles())
    return this.#add(this.#draft(id), added, slot)
  }

  unlockKey({ id, slot, passphrase }: ParsedInput<'imports.unlockKey'>): readonly KeyFileReport[] {
    return this.#change(id, (draft) => {
      try {
        return decryptKeySlot(draft, slot, passphrase)
      } catch (error) {
        throw error instanceof IbkrError ? new HostError('passphrase-wrong', error.message) : error
      }
    })
  }

  clearSlot({ id, slot }: ParsedInput<'imports.clearSlot'>): void {
    this.#change(id, (draft) => draft.put(slot, undefined))
  }

  swapKeys(id: string): void {
    this.#change(id, swapKeys)
  }

  setFields({ id, fields }: ParsedInput<'imports.setFields'>): ImportView {
    return this.#change(id, (draft) => {
      for (const [field, text] of Object.entries(fields)) {
        if (IMPORT_FIELDS_BY_KIND[draft.kind].includes(field as ImportField))
          draft.setField(field as ImportField, text ?? '')
      }
      swapKeysIfNeeded(draft)
      return draft.view()
    })
  }

  generate({ id, which }: ParsedInput<'imports.generate'>): void {
    const draft = this.#draft(id)
    if (draft.kind !== 'oauth1') throw new HostError('not-available', 'Keys are generated for OAuth 1.0a only.')
    if (this.#generations.has(id)) throw new HostError('limit', 'Keys are being generated already.')
    const { clock, makePrime } = this.#options
    const generation = generateKeys(draft, which, { clock, makePrime, onChange: () => void this.#publish(draft) })
    this.#generations.set(id, generation)
    void generation.ended.then(() => this.#generations.delete(id))
  }

  stopGenerating(id: string): void {
    this.#draft(id)
    this.#generations.get(id)?.stop()
  }

  publicFiles(id: string): readonly PublicKeyFile[] {
    return createPublicKeyFiles(this.#draft(id))
  }

  verify(id: string, signal: AbortSignal): Promise<VerificationView> {
    return this.#verifications.run(this.#draft(id), 'verification', verifyDraft, signal)
  }

  async testLogin(id: string, signal: AbortSignal, confirm: ConfirmServer): Promise<VerificationView> {
    requireVerifiedDraft(this.#draft(id))
    const approval = approveDraftServer(this.#draft(id), confirm)
    // Start the test synchronously if no approval is needed, so that a second test stops it.
    if (approval !== undefined) await approval
    const draft = this.#draft(id)
    requireVerifiedDraft(draft)
    return this.#verifications.run(draft, 'loginTest', testDraftLogin, signal)
  }

  async store(
    { id, name, store, guardRails }: ParsedInput<'imports.store'>,
    confirm: ConfirmServer,
  ): Promise<ProfileView> {
    const draft = this.#draft(id)
    requireVerifiedDraft(draft)
    const profile = await this.#whileStoring(draft, async () => {
      await approveDraftServer(draft, confirm)
      return this.#options.storeLogin({ ...readDraftLogin(draft), name, store }, createStartingRails(guardRails))
    })
    this.#end(draft)
    // The profile is stored even if the saved copy of the import cannot be removed. The copy can be discarded later.
    await this.#removeSaved(id).catch(() => undefined)
    return profile
  }

  async #whileStoring<T>(draft: ImportDraft, run: () => Promise<T>): Promise<T> {
    if (this.#generations.has(draft.id)) {
      throw new HostError('limit', 'Keys are being generated. Wait for them or stop the generation.')
    }
    this.#storing.add(draft)
    try {
      return await run()
    } finally {
      this.#storing.delete(draft)
    }
  }

  /** Ends every import and the processes that generate keys. */
  close(): void {
    for (const draft of [...this.#drafts.values()]) if (!this.#storing.has(draft)) this.#end(draft)
  }

  async #add(
    { id, kind }: ImportDraft,
    files: readonly OfferedFile[],
    slot: KeySlot | undefined,
  ): Promise<readonly KeyFileReport[]> {
    if (slot !== undefined && !KEY_SLOTS_BY_KIND[kind].includes(slot)) {
      throw new HostError('not-found', 'This import has no such slot.')
    }
    const unpacked = await unpackZipFiles(files)
    try {
      return this.#change(id, (draft) => {
        draft.report(unpacked.reports)
        // Ignore the slot if there are several files, for example from a folder or a zip file.
        const wanted = unpacked.files.length === 1 ? slot : undefined
        return [...unpacked.reports, ...addFilesToDraft(draft, unpacked.files, wanted)]
      })
    } finally {
      for (const { bytes } of [...files, ...unpacked.files]) bytes.fill(0)
    }
  }

  /** Changes a draft and publishes it, even if the change fails. Throws if the import has ended. */
  #change<T>(id: string, change: (draft: ImportDraft) => T): T {
    const draft = this.#draft(id)
    try {
      return change(draft)
    } finally {
      this.#publish(draft)
    }
  }

  #draft(id: string): ImportDraft {
    const draft = this.#drafts.get(id)
    if (draft && this.#storing.has(draft))
      throw new HostError('limit', 'These keys are being stored. Try again in a moment.')
    if (draft) return draft
    if (this.#options.saved.find(id)) throw new HostError('not-found', 'This import was saved: resume it first.')
    throw new HostError('not-found', 'This import is not open: the console was restarted, or the import was finished.')
  }

  #end(draft: ImportDraft): void {
    this.#verifications.stop(draft)
    this.#generations.get(draft.id)?.stop()
    this.#drafts.delete(draft.id)
    draft.erase()
    collectGarbage()
    this.feed.push([{ kind: 'gone', id: draft.id }])
  }

  #publish(draft: ImportDraft): ImportView {
    const view = draft.view()
    if (this.#drafts.get(draft.id) === draft) this.feed.push([{ kind: 'import', import: view }])
    return view
  }
}
