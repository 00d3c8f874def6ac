import type { Link } from '../../shared/rpc/reconnecting-link.ts'
import { showToast } from '../stores/toast-store.ts'
import { isAvailable, registeredCommands } from './command.ts'
import { isDialogOpen } from './shortcuts.ts'

/** Runs the commands that the user chooses in the desktop menu. Returns an unsubscribe function. */
export function followMenu(link: Link): () => void {
  return link.open(
    'app.commands',
    {},
    {
      snapshot: () => undefined,
      items(batch) {
        for (const { id } of batch) runFromMenu(id)
      },
      closed: () => undefined,
    },
  )
}

function runFromMenu(id: string): void {
  const command = registeredCommands().find((each) => each.id === id)
  if (!command) return
  if (isDialogOpen() && !command.anywhere) showToast('idle', `Close the dialog before you choose “${command.title}”.`)
  else if (isAvailable(command)) command.run()
  else showToast('idle', `“${command.title}” is not available here.`)
}
