import { Download, FolderOpen } from 'lucide-react'
import { keysOf } from '../../commands/command.ts'
import { usePlatformStore } from '../../stores/platform-store.ts'
import { Button, type ButtonProps } from '../../ui/button.tsx'
import { describeKeys } from '../../ui/describe-keys.ts'

interface FileButtonProps extends Pick<ButtonProps, 'look' | 'onClick' | 'disabled'> {
  readonly doing: 'save' | 'load'
  /** Tooltip of the button. The shortcut of `command` is appended. */
  readonly title: string
  readonly command: string
}

/** Button that opens a file dialog or starts a download. */
export function FileButton({ doing, title, command, disabled = false, ...rest }: FileButtonProps) {
  const known = usePlatformStore((data) => data.capabilities !== undefined)
  const keys = describeKeys(keysOf(command)).join(' ')
  const Icon = doing === 'save' ? Download : FolderOpen
  return (
    <Button
      {...rest}
      icon={<Icon size={14} aria-hidden="true" />}
      title={keys === '' ? title : `${title} (${keys})`}
      disabled={disabled || !known}
    >
      {doing === 'save' ? 'Save as file…' : 'Load from file…'}
    </Button>
  )
}
