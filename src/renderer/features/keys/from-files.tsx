import { FolderOpen } from 'lucide-react'
import type { ImportView } from '../../../shared/contract/import-views.ts'
import { chooseFiles } from '../../platform/choose-file.ts'
import { usePlatformStore } from '../../stores/platform-store.ts'
import { Button } from '../../ui/button.tsx'
import { chooseKeyFiles } from './import-actions.ts'
import { offerRead } from './offer-read.ts'

/** Files that are there already: dropped anywhere on the step, or chosen. */
export function FromFiles({ view, over }: { readonly view: ImportView; readonly over: boolean }) {
  const capabilities = usePlatformStore((data) => data.capabilities)
  const choose = async (): Promise<void> => {
    if (capabilities?.openFileDialog) return chooseKeyFiles(view.id)
    const files = await chooseFiles('.pem,.key,.json,.der,.txt,.zip')
    if (files.length > 0) await offerRead(view.id, files)
  }
  return (
    <section className="start-way drop-zone" aria-label="Keys from files" data-over={over}>
      <h3>{over ? 'Drop them here' : 'I have keys'}</h3>
      <p>
        {view.kind === 'oauth1'
          ? 'Drop an oauth1.json, or private_signature.pem, private_encryption.pem and dhparam.pem: one by one, all at once, a folder or a zip.'
          : 'Drop the private key in PEM, or settings written as JSON.'}{' '}
        Names do not matter: each file is known by what is in it.
      </p>
      <Button icon={<FolderOpen size={14} aria-hidden="true" />} disabled={!capabilities} onClick={() => void choose()}>
        Choose files…
      </Button>
    </section>
  )
}
