import type { ShellRequest } from '../../shared/contract/views.ts'
import type { ConsoleLink } from '../../shared/domain/console-link.ts'
import type { Link } from '../../shared/rpc/reconnecting-link.ts'
import { goTo } from '../stores/navigation-store.ts'
import { showToast } from '../stores/toast-store.ts'
import { isAvailable, registeredCommands } from './command.ts'
import { isDialogOpen } from './shortcuts.ts'

/**
 * Runs commands of the desktop menu and opens links. `openOperation` opens an operation of the catalogue; it returns
 * why it did not. Returns an unsubscribe function.
 */
export function followShell(link: Link, openOperation: (id: string) => string | undefined): () => void {
  const handle = (request: ShellRequest): void => {
    switch (request.kind) {
      case 'command':
        runFromMenu(request.id)
        break
      case 'invalid-link':
        showToast('bad', request.problem)
        break
      case 'link':
        openLink(request.link)
    }
  }
  const openLink = (target: ConsoleLink): void => {
    if (isDialogOpen()) showToast('idle', 'Close the dialog before you open a link to the console.')
    else if (target.kind === 'view') goTo(target.view)
    else {
      const problem = openOperation(target.id)
      if (problem !== undefined) showToast('bad', problem)
    }
  }
  return link.open(
    'app.requests',
    {},
    {
      snapshot(first) {
        if (first) handle(first)
      },
      items(batch) {
        for (const request of batch) handle(request)
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
