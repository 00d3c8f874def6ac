import { randomUUID } from 'node:crypto'
import { IbkrError } from '../../client/index.ts'
import type {
  FileReport,
  ImportsItem,
  ImportsSnapshot,
  ImportView,
  ProofView,
  PublicFile,
} from '../../shared/contract/import-views.ts'
import type { ParsedInput } from '../../shared/contract/inference.ts'
import type { ProfileView } from '../../shared/contract/views.ts'
import { FIELDS_OF, type ImportField, type KeySlot, type SecretStoreKind, SLOTS_OF } from '../../shared/domain/keys.ts'
import type { Clock } from '../clock.ts'
import { collectGarbage } from '../collect-garbage.ts'
import { createFeed, type Feed } from '../feed.ts'
import type { FilesService } from '../files/files-service.ts'
import { HostError } from '../host-error.ts'
import type { KeySets } from '../keys/key-sets.ts'
import { approveServer, type ConfirmServer, isApproved } from '../keys/server-approval.ts'
import type { Profile } from '../profiles/profile.ts'
import type { KeptLogin } from '../profiles/profiles-service.ts'
import { quoteName } from '../safety/confirmation.ts'
import { DraftProofs } from './draft-proofs.ts'
import { draftPublicFiles } from './draft-public-files.ts'
import { ImportDraft } from './import-draft.ts'
import { describeDraft, reviveDraft } from './keep-draft.ts'
import { type KeptImports, keptView } from './kept-imports.ts'
import { KeyMaking } from './key-making.ts'
import { loginNames } from './login-names.ts'
import type { PrimeMaker } from './make-keys.ts'
import { readPaths } from './read-paths.ts'
import { SWAPPED, settleKeys, takeFiles, unlockSlot } from './take-files.ts'
import { takeOver } from './take-over.ts'
import { type OfferedFile, unpack } from './unpack.ts'

/** Wizards that may be open at once; more are left over by accident. */
const MOST_IMPORTS = 8

export interface ImportsServiceOptions {
  readonly clock: Clock
  readonly makePrime: PrimeMaker
  readonly files: FilesService
  readonly kept: KeptImports
  readonly keySets: KeySets
  readonly keep: (login: KeptLogin) => Promise<ProfileView>
  /** @throws HostError `not-found` */
  readonly findProfile: (id: string) => Profile
}

/** The wizards: what they hold stays here, and the page is told about it. */
export class ImportsService {
  readonly feed: Feed<ImportsSnapshot, ImportsItem>
  readonly #options: ImportsServiceOptions
  readonly #drafts = new Map<string, ImportDraft>()
  readonly #makings = new Map<string, KeyMaking>()
  readonly #proofs = new DraftProofs((draft) => void this.#told(draft))
  /** Being written to a store: nothing may change or overwrite them. */
  readonly #storing = new Set<ImportDraft>()

  constructor(options: ImportsServiceOptions) {
    this.#options = options
    this.feed = createFeed(() => ({
      imports: [
        ...options.kept.all.filter(({ id }) => !this.#drafts.has(id)).map(keptView),
        ...[...this.#drafts.values()].map((draft) => draft.view()),
      ],
    }))
  }

  async begin({ kind, profileId }: ParsedInput<'imports.begin'>): Promise<ImportView> {
    if (this.#drafts.size >= MOST_IMPORTS) {
      throw new HostError('limit', `${MOST_IMPORTS} imports are open already: finish or abandon one first.`)
    }
    const draft = new ImportDraft(randomUUID(), kind, this.#options.clock.now(), profileId)
    if (profileId !== undefined) await takeOver(draft, this.#options.findProfile(profileId), this.#options.keySets)
    this.#drafts.set(draft.id, draft)
    return this.#told(draft)
  }

  /** Puts what there is into a store. What was kept of it before goes. */
  async keepImport({ id, store }: ParsedInput<'imports.keep'>): Promise<ImportView> {
    const draft = this.#draft(id)
    const { kept, keySets } = this.#options
    const { version } = draft
    const keys = await this.#whileStoring(draft, () => keySets.write(store, draft.keySet(), draft.approvedServer))
    const before = kept.find(id)
    try {
      kept.put(describeDraft(draft, keys))
    } catch (error) {
      await keySets.remove(keys)
      throw error
    }
    draft.kept = { store, version }
    if (before) await keySets.remove(before.keys)
    return this.#told(draft)
  }

  /** The store out of which {@link resume} would take one; undefined for what is open, or not there. */
  keptIn(id: string): SecretStoreKind | undefined {
    return this.#drafts.has(id) ? undefined : this.#options.kept.find(id)?.keys.store
  }

  /** Reads back what was kept before the console was started anew. */
  async resume(id: string): Promise<ImportView> {
    const open = this.#drafts.get(id)
    if (open) return open.view()
    const kept = this.#options.kept.find(id)
    if (!kept) return this.#draft(id).view()
    const set = await this.#options.keySets.read(kept.keys)
    const other = this.#drafts.get(id)
    if (other) {
      for (const secret of set.values()) secret.erase()
      return other.view()
    }
    const draft = reviveDraft(kept, set)
    draft.approvedServer = this.#options.keySets.approvedServer(kept.keys)
    this.#drafts.set(id, draft)
    return this.#told(draft)
  }

  async abandon(id: string): Promise<null> {
    if (this.#drafts.has(id)) this.#end(this.#draft(id))
    else if (this.#options.kept.find(id)) this.feed.push([{ kind: 'gone', id }])
    else this.#draft(id)
    await this.#forget(id)
    return null
  }

  /** What was kept of an import that is stored or abandoned. */
  async #forget(id: string): Promise<void> {
    const before = this.#options.kept.find(id)
    this.#options.kept.remove(id)
    if (before) await this.#options.keySets.remove(before.keys)
  }

  async offer({ id, files, slot }: ParsedInput<'imports.offer'>): Promise<readonly FileReport[]> {
    const offered = files.map(({ name, base64 }) => ({ name, bytes: Buffer.from(base64, 'base64') }))
    return this.#take(this.#draft(id), offered, slot)
  }

  async offerPaths({ id, paths, slot }: ParsedInput<'imports.offerPaths'>): Promise<readonly FileReport[]> {
    if (!this.#options.files.hasDialogs) throw new HostError('not-available', 'Files are read by the page here.')
    this.#draft(id)
    const offered = await readPaths(paths)
    return this.#take(this.#draft(id), offered, slot)
  }

  async choose({ id, slot }: ParsedInput<'imports.choose'>): Promise<readonly FileReport[]> {
    this.#draft(id)
    const offered = await readPaths(await this.#options.files.chooseKeyFiles())
    return this.#take(this.#draft(id), offered, slot)
  }

  openKey({ id, slot, passphrase }: ParsedInput<'imports.openKey'>): readonly FileReport[] {
    const draft = this.#draft(id)
    try {
      return unlockSlot(draft, slot, passphrase)
    } catch (error) {
      if (error instanceof IbkrError) throw new HostError('passphrase-wrong', error.message)
      throw error
    } finally {
      this.#told(draft)
    }
  }

  clear({ id, slot }: ParsedInput<'imports.clear'>): null {
    const draft = this.#draft(id)
    draft.put(slot, undefined)
    this.#told(draft)
    return null
  }

  swap(id: string): null {
    const draft = this.#draft(id)
    draft.swapKeys()
    this.#told(draft)
    return null
  }

  fields({ id, fields }: ParsedInput<'imports.fields'>): ImportView {
    const draft = this.#draft(id)
    const known = FIELDS_OF[draft.kind]
    for (const [field, text] of Object.entries(fields)) {
      if (known.includes(field as ImportField)) draft.setField(field as ImportField, text ?? '')
    }
    if (settleKeys(draft)) draft.report([SWAPPED])
    return this.#told(draft)
  }

  make({ id, which }: ParsedInput<'imports.make'>): null {
    const draft = this.#draft(id)
    if (draft.kind !== 'oauth1') throw new HostError('not-available', 'Keys are made here for OAuth 1.0a only.')
    if (this.#makings.has(id)) throw new HostError('limit', 'Keys are being made already.')
    const making = new KeyMaking(draft, which, {
      ...this.#options,
      tell: () => this.#told(draft),
    })
    this.#makings.set(id, making)
    void making.ended.then(() => this.#makings.delete(id))
    return null
  }

  stopMaking(id: string): null {
    this.#draft(id)
    this.#makings.get(id)?.stop()
    return null
  }

  publicFiles(id: string): readonly PublicFile[] {
    return draftPublicFiles(this.#draft(id))
  }

  proveOffline(id: string, signal: AbortSignal): Promise<ProofView> {
    return this.#proofs.run(this.#draft(id), 'offline', signal)
  }

  async proveOnline(id: string, signal: AbortSignal, confirm: ConfirmServer): Promise<ProofView> {
    this.#mustBeProven(this.#draft(id))
    const asked = this.#approveServer(this.#draft(id), confirm)
    // A test that need not ask begins at once: the next one ends it then.
    if (asked !== undefined) await asked
    const draft = this.#draft(id)
    this.#mustBeProven(draft)
    return this.#proofs.run(draft, 'online', signal)
  }

  async store({ id, name, store }: ParsedInput<'imports.store'>, confirm: ConfirmServer): Promise<ProfileView> {
    const draft = this.#draft(id)
    this.#mustBeProven(draft)
    const profile = await this.#whileStoring(draft, async () => {
      await this.#approveServer(draft, confirm)
      return this.#options.keep({
        profileId: draft.profileId,
        names: loginNames(draft),
        server: draft.plainField('server'),
        approvedServer: draft.approvedServer,
        name,
        store,
        set: draft.keySet(),
      })
    })
    this.#end(draft)
    // The profile is stored, whatever becomes of what was kept on the way: that can be discarded later.
    await this.#forget(id).catch(() => undefined)
    return profile
  }

  /** Undefined where no confirmation is needed. */
  #approveServer(draft: ImportDraft, confirm: ConfirmServer): Promise<void> | undefined {
    const target = { server: draft.plainField('server'), approved: draft.approvedServer }
    if (isApproved(target)) return undefined
    const names = loginNames(draft)
    const owner =
      names.kind === 'oauth1'
        ? `Consumer key ${quoteName(names.consumerKey)}`
        : `Client id ${quoteName(names.clientId)}`
    const { version } = draft
    return approveServer(target, owner, confirm).then((server) => {
      if (draft.version !== version) {
        throw new HostError('confirmation-refused', 'The keys were changed before the confirmation. Try again.')
      }
      draft.approvedServer = server
    })
  }

  async #whileStoring<T>(draft: ImportDraft, run: () => Promise<T>): Promise<T> {
    if (this.#makings.has(draft.id)) throw new HostError('limit', 'Keys are being made: wait for them, or stop that.')
    this.#storing.add(draft)
    try {
      return await run()
    } finally {
      this.#storing.delete(draft)
    }
  }

  /** Ends every wizard, and the processes that make keys. */
  close(): void {
    for (const draft of [...this.#drafts.values()]) if (!this.#storing.has(draft)) this.#end(draft)
  }

  #mustBeProven({ offline }: ImportDraft): void {
    if (offline.state === 'passed') return
    throw new HostError(
      'not-proven',
      'Run the offline proof first, and mend what it finds: keys are stored only when they belong together.',
    )
  }

  async #take(
    { id, kind }: ImportDraft,
    files: readonly OfferedFile[],
    slot: KeySlot | undefined,
  ): Promise<readonly FileReport[]> {
    if (slot !== undefined && !SLOTS_OF[kind].includes(slot)) {
      throw new HostError('not-found', 'This import has no such slot.')
    }
    const unpacked = await unpack(files)
    try {
      // It may have been finished or abandoned meanwhile.
      const draft = this.#draft(id)
      draft.report(unpacked.reports)
      // Several at once, also out of a folder or zip, cannot all be meant for one slot.
      const wanted = unpacked.files.length === 1 ? slot : undefined
      try {
        return [...unpacked.reports, ...takeFiles(draft, unpacked.files, wanted)]
      } finally {
        this.#told(draft)
      }
    } finally {
      for (const { bytes } of [...files, ...unpacked.files]) bytes.fill(0)
    }
  }

  #draft(id: string): ImportDraft {
    const draft = this.#drafts.get(id)
    if (draft && this.#storing.has(draft)) throw new HostError('limit', 'These keys are being stored just now.')
    if (draft) return draft
    if (this.#options.kept.find(id)) throw new HostError('not-found', 'This import was kept: resume it first.')
    throw new HostError(
      'not-found',
      'This import is not open any more: the console was started anew, or it was finished.',
    )
  }

  #end(draft: ImportDraft): void {
    this.#proofs.end(draft)
    this.#makings.get(draft.id)?.stop()
    this.#drafts.delete(draft.id)
    draft.erase()
    collectGarbage()
    this.feed.push([{ kind: 'gone', id: draft.id }])
  }

  #told(draft: ImportDraft): ImportView {
    const view = draft.view()
    if (this.#drafts.get(draft.id) === draft) this.feed.push([{ kind: 'import', import: view }])
    return view
  }
}
