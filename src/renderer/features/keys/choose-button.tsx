import { FolderOpen } from 'lucide-react'
import type { KeySlot } from '../../../shared/domain/keys.ts'
import { chooseFiles } from '../../platform/choose-file.ts'
import { usePlatformStore } from '../../stores/platform-store.ts'
import { Button, type ButtonProps } from '../../ui/button.tsx'
import { chooseKeyFiles } from './import-actions.ts'
import { offerRead } from './offer-read.ts'

/** Files of keys by their names, in the system's dialog or the browser's. With a slot: what the file is to be. */
export function ChooseButton({
  id,
  slot,
  ...rest
}: { readonly id: string; readonly slot?: KeySlot } & Omit<ButtonProps, 'icon' | 'onClick' | 'disabled' | 'slot'>) {
  const capabilities = usePlatformStore((data) => data.capabilities)
  const choose = async (): Promise<void> => {
    if (capabilities?.openFileDialog) return chooseKeyFiles(id, slot)
    const files = await chooseFiles('.pem,.key,.json,.der,.txt,.zip')
    if (files.length > 0) await offerRead(id, files, slot)
  }
  return (
    <Button
      {...rest}
      icon={<FolderOpen size={14} aria-hidden="true" />}
      disabled={!capabilities}
      onClick={() => void choose()}
    />
  )
}
