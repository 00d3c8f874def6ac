import type { CommandId } from '../../shared/domain/commands.ts'
import type { Order } from '../../shared/domain/orders.ts'

/** What a desktop shell tells the host, and asks of it. Browser mode has no use for any of this. */
export interface ShellPort {
  /** Chosen in the menu: handed to the window, which knows what it does. */
  runCommand(id: CommandId): void
  /** Shown by every window that connects from now on. */
  addNotice(text: string): void
  machineSleeps(): void
  machineWakes(): void
  /** Origins of the user's own gateways: the only addresses beside IBKR's that the shell may open. */
  ownOrigins(): readonly string[]
  /** Called for each change of an order. Returns an idempotent unsubscribe. */
  onOrder(listener: (order: Order) => void): () => void
}
