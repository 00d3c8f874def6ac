import { create } from 'zustand'
import type { ReadDocumentView } from '../../../shared/contract/catalogue-views.ts'
import { MAX_DOCUMENT_BYTES } from '../../../shared/domain/requests.ts'
import { errorText, RpcError } from '../../../shared/rpc/rpc-error.ts'
import { base64OfFile, chooseFile } from '../../platform/choose-file.ts'
import { hostLink } from '../../platform/host-link.ts'
import { closerOfThis } from '../../stores/overlay-store.ts'
import { usePlatformStore } from '../../stores/platform-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { FileProblem } from '../files/index.ts'

/** How far the update has come. */
export type UpdateStep =
  | { readonly kind: 'choosing'; readonly failure?: string }
  | { readonly kind: 'reading'; readonly from: 'server' | 'file' }
  | { readonly kind: 'comparing'; readonly read: ReadDocumentView; readonly adding: boolean; readonly failure?: string }

const useUpdateStore = create<{ readonly step: UpdateStep }>()(() => ({ step: { kind: 'choosing' } }))

export const useUpdateStep = (): UpdateStep => useUpdateStore((data) => data.step)

let flight: AbortController | undefined

const show = (step: UpdateStep): void => useUpdateStore.setState({ step })

/** Back to the choice; what is being read is let go. */
export function startOver(): void {
  flight?.abort()
  flight = undefined
  show({ kind: 'choosing' })
}

export const readFromServer = (): Promise<void> => read('server', async () => ({ from: 'server' }))

export const readFromFile = (): Promise<void> => read('file', chooseDocument)

async function read(
  from: 'server' | 'file',
  choose: () => Promise<ChosenDocument | { readonly from: 'server' } | undefined>,
): Promise<void> {
  const mine = new AbortController()
  flight = mine
  try {
    const source = await choose()
    if (source === undefined || flight !== mine) return
    show({ kind: 'reading', from })
    const document = await hostLink().call('catalogue.readDocument', source, mine.signal)
    if (flight === mine) show({ kind: 'comparing', read: document, adding: false })
  } catch (error) {
    if (flight !== mine) return
    const closed = error instanceof RpcError && error.code === 'cancelled'
    show({ kind: 'choosing', ...(!closed && { failure: errorText(error) }) })
  }
}

/** Adds what is new in the document in sight. */
export async function addWhatIsNew(): Promise<void> {
  const { step } = useUpdateStore.getState()
  if (step.kind !== 'comparing' || step.adding) return
  const { read: document } = step
  show({ kind: 'comparing', read: document, adding: true })
  const close = closerOfThis()
  try {
    await hostLink().call('catalogue.add', { id: document.id })
    close()
    showToast('good', `Added from the document: ${countWords(document)}.`)
  } catch (error) {
    show({ kind: 'comparing', read: document, adding: false, failure: errorText(error) })
  }
}

export async function removeAdditions(): Promise<void> {
  try {
    await hostLink().call('catalogue.remove', {})
    showToast('good', 'Catalogue reset to the built-in one.')
  } catch (error) {
    show({ kind: 'choosing', failure: errorText(error) })
  }
}

/** "2 operations, and more of 1 known one" */
export function countWords({ report }: ReadDocumentView): string {
  const { added, extended } = report
  const operations = `${added.length} ${added.length === 1 ? 'operation' : 'operations'}`
  const more = `more of ${extended} known ${extended === 1 ? 'one' : 'ones'}`
  if (extended === 0) return operations
  return added.length === 0 ? more : `${operations}, and ${more}`
}

/** Where the host finds the document that the person chose. */
export type ChosenDocument =
  | { readonly from: 'dialog' }
  | { readonly from: 'bytes'; readonly name: string; readonly base64: string }

/** Undefined when none was chosen; rejects with why it cannot be used. */
export async function chooseDocument(): Promise<ChosenDocument | undefined> {
  if (usePlatformStore.getState().capabilities?.openFileDialog) return { from: 'dialog' }
  const file = await chooseFile('.json,application/json')
  if (!file) return undefined
  if (file.size > MAX_DOCUMENT_BYTES) {
    const most = MAX_DOCUMENT_BYTES / 1e6
    throw new FileProblem('limit', `The file is larger than ${most} MB, the most that is read.`)
  }
  return { from: 'bytes', name: file.name, base64: await base64OfFile(file) }
}
