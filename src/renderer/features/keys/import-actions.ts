import type { FieldView, FileReport, ImportView } from '../../../shared/contract/import-views.ts'
import type { CallInput } from '../../../shared/contract/inference.ts'
import type { ImportField, ImportKind, KeySlot, SecretStoreKind } from '../../../shared/domain/keys.ts'
import { errorText, RpcError } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { goTo, useNavigationStore } from '../../stores/navigation-store.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { showNextStep, showToast } from '../../stores/toast-store.ts'
import { useImportsStore } from './imports-store.ts'
import { hasGeneratedKeys } from './wizard-steps.ts'
import { finishedGeneration } from './wizard-text.ts'

type AddedFiles = CallInput<'imports.addFiles'>['files']

/** Opens the wizard where it was left, or where one is begun. */
export function openWizard(): void {
  if (useImportsStore.getState().currentId === null) useImportsStore.setState({ currentId: undefined })
  goTo('keys')
}

/** Opens it where one is begun: what was left, and may be of another profile, is not gone on with by mistake. */
export function openNewWizard(): void {
  useImportsStore.setState({ currentId: null, stored: undefined })
  goTo('keys')
}

export async function startImport(kind: ImportKind, profileId?: string): Promise<void> {
  const { view } = useNavigationStore.getState()
  await said('Not started', async () => {
    const { id } = await hostLink().call('imports.start', { kind, ...(profileId !== undefined && { profileId }) })
    useImportsStore.setState({ currentId: id, stored: undefined })
    // Somebody who went elsewhere meanwhile stays there.
    if (useNavigationStore.getState().view === view) goTo('keys')
  })
}

/** What it held is overwritten. */
export async function discardImport(id: string): Promise<void> {
  await said('Not discarded', () => hostLink().call('imports.discard', { id }))
  useImportsStore.setState({ currentId: undefined })
}

/** Takes the bytes that the page read; nothing of them is kept here. */
export const addFiles = (id: string, files: AddedFiles, slot: KeySlot | undefined): Promise<void> =>
  said('Not read', () => hostLink().call('imports.addFiles', { id, files, ...(slot && { slot }) }))

export const addPaths = (id: string, paths: readonly string[], slot: KeySlot | undefined): Promise<void> =>
  said('Not read', () => hostLink().call('imports.addPaths', { id, paths: [...paths], ...(slot && { slot }) }))

/** In a dialog of the system. */
export const chooseKeyFiles = (id: string, slot: KeySlot | undefined): Promise<void> =>
  said('Not read', () => hostLink().call('imports.chooseFiles', { id, ...(slot && { slot }) }))

/** Undefined when the key opened, else why not. */
export async function unlockKey(id: string, slot: KeySlot, passphrase: string): Promise<string | undefined> {
  return problemOf(async () => {
    const reports = await hostLink().call('imports.unlockKey', { id, slot, passphrase })
    return reports.find((report: FileReport) => report.outcome === 'refused')?.message
  })
}

export const clearSlot = (id: string, slot: KeySlot): Promise<void> =>
  said('Not removed', () => hostLink().call('imports.clearSlot', { id, slot }))

export const swapKeys = (id: string): Promise<void> =>
  said('Not swapped', () => hostLink().call('imports.swapKeys', { id }))

/** All anew, or what is missing. */
export const generateKeys = (id: string, which: 'all' | 'missing'): Promise<void> =>
  said('Not started', () => hostLink().call('imports.generate', { id, which }))

export const stopGenerating = (id: string): Promise<void> =>
  said('Not stopped', () => hostLink().call('imports.stopGenerating', { id }))

/** Hands a string over, and tells what the host thinks of it; undefined when it could not be asked. */
export async function setField(id: string, field: ImportField, text: string): Promise<FieldView | undefined> {
  try {
    const { fields } = await hostLink().call('imports.setFields', { id, fields: { [field]: text } })
    return fields[field]
  } catch (error) {
    showToast('bad', `Not accepted: ${errorText(error)}`)
    return undefined
  }
}

export const verifyKeys = (id: string, signal?: AbortSignal): Promise<void> =>
  said('Checks did not run', () => hostLink().call('imports.verify', { id }, signal))

export const testLogin = (id: string, signal?: AbortSignal): Promise<void> =>
  said('Login test did not run', () => hostLink().call('imports.testLogin', { id }, signal))

export interface StoreProblem {
  readonly field: 'name' | 'none'
  readonly message: string
}

/** Undefined when the keys are stored and the profile is there. */
export async function storeKeys(
  view: ImportView,
  name: string,
  store: SecretStoreKind,
): Promise<StoreProblem | undefined> {
  try {
    const profile = await hostLink().call('imports.store', { id: view.id, name, store })
    const stored = { profile, online: view.loginTest.state, made: hasGeneratedKeys(view) }
    useImportsStore.setState({ stored, currentId: undefined })
    return undefined
  } catch (error) {
    const field = error instanceof RpcError && error.code === 'name-taken' ? 'name' : 'none'
    return { field, message: errorText(error) }
  }
}

/** Undefined when it worked, else a sentence. */
async function problemOf(ask: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await ask()
  } catch (error) {
    return errorText(error)
  }
}

/** What fails is told in a corner; closing a dialog and cancelling are answers, not failures. */
async function said(failure: string, ask: () => Promise<unknown>): Promise<void> {
  try {
    await ask()
  } catch (error) {
    if (error instanceof RpcError && error.code === 'cancelled') return
    if (error instanceof RpcError && error.code === 'vault-locked') openOverlay({ kind: 'unlock-vault' })
    showToast('bad', `${failure}: ${errorText(error)}`)
  }
}

/** Tells somebody who went elsewhere meanwhile that keys are made, which may take minutes. Returns its end. */
export function followGeneration(): () => void {
  return useImportsStore.subscribe(({ imports }, before) => {
    const ended = finishedGeneration(before.imports, imports)
    if (!ended || useNavigationStore.getState().view === 'keys') return
    const words = ended.kind === 'done' ? 'New keys generated.' : 'Key generation failed.'
    showNextStep(ended.kind === 'done' ? 'good' : 'bad', words, {
      label: 'Continue',
      run: () => {
        useImportsStore.setState({ currentId: ended.id })
        openWizard()
      },
    })
  })
}
