import type { ImportFieldView, ImportView, KeyFileReport } from '../../../shared/contract/import-views.ts'
import type { CallInput } from '../../../shared/contract/inferred-types.ts'
import type { ImportField, ImportKind, KeySlot, SecretStoreKind } from '../../../shared/domain/keys.ts'
import { errorText, hasCode } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { goTo, useNavigationStore } from '../../stores/navigation-store.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { reportFailure, showNextStep, showToast } from '../../stores/toast-store.ts'
import { useImportsStore } from './imports-store.ts'
import { hasGeneratedKeys } from './wizard-steps.ts'
import { finishedGeneration } from './wizard-text.ts'

type AddedFiles = CallInput<'imports.addFiles'>['files']

/** Opens the unfinished wizard, or the first page of a new wizard. */
export function openWizard(): void {
  if (useImportsStore.getState().currentId === null) useImportsStore.setState({ currentId: undefined })
  goTo('keys')
}

/** Opens the first page of a new wizard, even if another wizard is unfinished. */
export function openNewWizard(): void {
  useImportsStore.setState({ currentId: null, stored: undefined })
  goTo('keys')
}

export async function startImport(kind: ImportKind, profileId?: string): Promise<void> {
  const { view } = useNavigationStore.getState()
  await report('Could not open the key wizard', async () => {
    const { id } = await hostLink().call('imports.start', { kind, ...(profileId !== undefined && { profileId }) })
    useImportsStore.setState({ currentId: id, stored: undefined })
    // Does not switch views if the user has opened another view in the meantime.
    if (useNavigationStore.getState().view === view) goTo('keys')
  })
}

/** Discards a wizard. The host overwrites its data. */
export async function discardImport(id: string): Promise<void> {
  await report('Could not discard the keys', () => hostLink().call('imports.discard', { id }))
  useImportsStore.setState({ currentId: undefined })
}

export const addFiles = (id: string, files: AddedFiles, slot: KeySlot | undefined): Promise<void> =>
  report('Files not read', () => hostLink().call('imports.addFiles', { id, files, ...(slot && { slot }) }))

export const addPaths = (id: string, paths: readonly string[], slot: KeySlot | undefined): Promise<void> =>
  report('Files not read', () => hostLink().call('imports.addPaths', { id, paths: [...paths], ...(slot && { slot }) }))

export const chooseKeyFiles = (id: string, slot: KeySlot | undefined): Promise<void> =>
  report('Files not read', () => hostLink().call('imports.chooseFiles', { id, ...(slot && { slot }) }))

/** Decrypts a key with its passphrase. Resolves to an error message, or to undefined. */
export async function unlockKey(id: string, slot: KeySlot, passphrase: string): Promise<string | undefined> {
  const reports = await hostLink().call('imports.unlockKey', { id, slot, passphrase })
  return reports.find((each: KeyFileReport) => each.outcome === 'refused')?.message
}

export const clearSlot = (id: string, slot: KeySlot): Promise<void> =>
  report('Could not remove the key', () => hostLink().call('imports.clearSlot', { id, slot }))

export const swapKeys = (id: string): Promise<void> =>
  report('Could not swap the keys', () => hostLink().call('imports.swapKeys', { id }))

/** Generates all keys or only the missing keys. */
export const generateKeys = (id: string, which: 'all' | 'missing'): Promise<void> =>
  report('Could not start the key generation', () => hostLink().call('imports.generate', { id, which }))

export const stopGenerating = (id: string): Promise<void> =>
  report('Could not stop the key generation', () => hostLink().call('imports.stopGenerating', { id }))

/** Sends a string to the host. Resolves to the validation result; undefined if the call failed. */
export async function setField(id: string, field: ImportField, text: string): Promise<ImportFieldView | undefined> {
  try {
    const { fields } = await hostLink().call('imports.setFields', { id, fields: { [field]: text } })
    return fields[field]
  } catch (error) {
    showToast('bad', `Could not check the input: ${errorText(error)}`)
    return undefined
  }
}

export const verifyKeys = (id: string, signal?: AbortSignal): Promise<void> =>
  report('Could not run the checks', () => hostLink().call('imports.verify', { id }, signal))

export const testLogin = (id: string, signal?: AbortSignal): Promise<void> =>
  report('Could not run the login test', () => hostLink().call('imports.testLogin', { id }, signal))

export interface StoreProblem {
  readonly field: 'name' | 'none'
  readonly message: string
}

/** Stores the keys and the profile. Resolves to an error message, or to undefined. */
export async function storeKeys(
  view: ImportView,
  name: string,
  store: SecretStoreKind,
  guardRails: 'none' | 'individual-account',
): Promise<StoreProblem | undefined> {
  try {
    const profile = await hostLink().call('imports.store', { id: view.id, name, store, guardRails })
    const stored = { profile, loginTest: view.loginTest.state, generated: hasGeneratedKeys(view) }
    useImportsStore.setState({ stored, currentId: undefined })
    return undefined
  } catch (error) {
    const field = hasCode(error, 'name-taken') ? 'name' : 'none'
    return { field, message: errorText(error) }
  }
}

/** Reports a failure. If the vault is locked, also opens the passphrase dialog. */
async function report(failure: string, call: () => Promise<unknown>): Promise<void> {
  await reportFailure(failure, () =>
    call().catch((error: unknown) => {
      if (hasCode(error, 'vault-locked')) openOverlay({ kind: 'unlock-vault' })
      throw error
    }),
  )
}

/** Reports the end of a key generation if another view is open. Returns an unsubscribe function. */
export function followGeneration(): () => void {
  return useImportsStore.subscribe(({ imports }, before) => {
    const ended = finishedGeneration(before.imports, imports)
    if (!ended || useNavigationStore.getState().view === 'keys') return
    const done = ended.kind === 'done'
    showNextStep(done ? 'good' : 'bad', done ? 'New keys generated.' : 'Key generation failed.', {
      label: 'Continue',
      run: () => {
        useImportsStore.setState({ currentId: ended.id })
        openWizard()
      },
    })
  })
}
