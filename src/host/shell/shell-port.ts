import type { CommandId } from '../../shared/domain/commands.ts'
import type { ConsoleNotification } from '../../shared/domain/notifications.ts'

/** What a desktop shell tells the host, and asks of it. Browser mode has no use for any of this. */
export interface ShellPort {
  /** Chosen in the menu: handed to the window, which knows what it does. */
  runCommand(id: CommandId): void
  /** Shown by every window that connects from now on. */
  addNotice(text: string): void
  machineSleeps(): void
  machineWakes(): void
  /** The person locked the screen. */
  screenLocks(): void
  /** For how many seconds nobody has touched keyboard and mouse. */
  systemIdle(seconds: number): void
  /** Origins of the user's own gateways: the only addresses beside IBKR's that the shell may open. */
  ownOrigins(): readonly string[]
  /** Called for what is to be told outside the window. Returns an idempotent unsubscribe. */
  onNotification(listener: (notification: ConsoleNotification) => void): () => void
}

/** What a file is chosen for, so that the dialog can say it. */
export type WhatToOpen = 'body' | 'document'

/** The file dialogs of the system, in front of the window. Each resolves to undefined when it is closed without a choice. */
export interface FileDialogs {
  /** The path that a file is to be written to; whether one there may be replaced was asked. `name` is a plain file name. */
  chooseWhereToSave(name: string): Promise<string | undefined>
  chooseWhatToOpen(what: WhatToOpen): Promise<string | undefined>
  /** Any number of key files; empty when it is closed without a choice. */
  chooseKeyFiles(): Promise<readonly string[]>
}

/** What a shell can do for the host. In browser mode there is none of it, and the page does what a browser lets it. */
export interface ShellMeans {
  readonly dialogs: FileDialogs
  /** Whether the desktop shows news now. */
  canNotify(): boolean
}
