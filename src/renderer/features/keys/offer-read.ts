import { showToast } from '../../stores/toast-store.ts'
import { offerFiles } from './import-actions.ts'
import { readKeyFiles } from './read-dropped.ts'

/** Reads files in the page and hands them on. */
export async function offerRead(id: string, chosen: readonly File[]): Promise<void> {
  const { files, tooLarge } = await readKeyFiles(chosen)
  for (const name of tooLarge) showToast('bad', `${name} is larger than 1 MB: that is no key.`)
  if (files.length > 0) await offerFiles(id, [...files])
}
