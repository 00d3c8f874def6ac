import type { CommandId } from '../../shared/domain/commands.ts'
import type { ConsoleNotification } from '../../shared/domain/notifications.ts'

/** What a desktop shell reports to the host, and reads from it. Not used in browser mode. */
export interface ShellPort {
  /** A command of the menu, which the window runs. */
  runCommand(id: CommandId): void
  /** Shown by every window that connects from now on. */
  addNotice(text: string): void
  machineSleeps(): void
  machineWakes(): void
  /** The user locked the screen. */
  screenLocks(): void
  /** Seconds without keyboard and mouse input. */
  systemIdle(seconds: number): void
  /** Origins of the user's own gateways: besides IBKR's, the only addresses that the shell may open. */
  ownOrigins(): readonly string[]
  /** Calls the listener with each notification. Returns an idempotent unsubscribe. */
  onNotification(listener: (notification: ConsoleNotification) => void): () => void
}

/** The purpose of a file, for the dialog's title. */
export type WhatToOpen = 'body' | 'document'

/** The system's file dialogs. Each resolves to undefined when it is closed without a choice. */
export interface FileDialogs {
  /** The path to write to; the dialog asks before an existing file is replaced. `name` is a plain file name. */
  chooseWhereToSave(name: string): Promise<string | undefined>
  chooseWhatToOpen(what: WhatToOpen): Promise<string | undefined>
  /** Any number of key files; empty when it is closed without a choice. */
  chooseKeyFiles(): Promise<readonly string[]>
}

/** What a desktop shell can do for the host. In browser mode the page uses the browser instead. */
export interface ShellMeans {
  readonly dialogs: FileDialogs
  /** Whether the desktop shows notifications now. */
  canNotify(): boolean
}
