import type { Link } from '../../shared/rpc/link.ts'
import { showToast } from '../stores/toast-store.ts'
import { COMMANDS } from './command-table.ts'

/** Does what is chosen in the menu of a desktop window. Returns its end. */
export function followMenu(link: Link): () => void {
  return link.open(
    'app.commands',
    {},
    {
      snapshot: () => undefined,
      items(batch) {
        for (const { id } of batch) runById(id)
      },
      closed: () => undefined,
    },
  )
}

function runById(id: string): void {
  const command = COMMANDS.find((each) => each.id === id)
  if (!command) return
  if (command.available?.() ?? true) command.run()
  else showToast('idle', `“${command.title}” has nothing to do here and now.`)
}
