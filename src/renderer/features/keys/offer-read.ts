import type { KeySlot } from '../../../shared/domain/keys.ts'
import { showToast } from '../../stores/toast-store.ts'
import { offerFiles } from './import-actions.ts'
import { readKeyFiles } from './read-dropped.ts'

/** Reads files in the page and hands them on; one file may be meant for a slot. */
export async function offerRead(id: string, chosen: readonly File[], slot: KeySlot | undefined): Promise<void> {
  const { files, tooLarge } = await readKeyFiles(chosen)
  for (const name of tooLarge) showToast('bad', `${name} is larger than 1 MB: that is no key.`)
  if (files.length > 0) await offerFiles(id, [...files], slot)
}
