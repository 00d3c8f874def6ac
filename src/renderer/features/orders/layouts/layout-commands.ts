import type { Command } from '../../../commands/command.ts'
import { useBlotterStore } from '../blotter-store.ts'
import { chooseLayout } from './layout-actions.ts'

/** A command for each saved view of the profile: they come and go, so the table cannot list them. */
export function layoutCommands(): readonly Command[] {
  return useBlotterStore.getState().named.map(({ name }) => ({
    id: `show-view:${name}`,
    title: `Show the orders: ${name}`,
    group: 'Orders',
    keywords: 'saved view filter',
    run: () => chooseLayout(name),
  }))
}
