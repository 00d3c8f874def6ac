import type { SessionView } from '../shared/contract/views.ts'
import type { CommandId } from '../shared/domain/commands.ts'
import type { ConsoleNotification } from '../shared/domain/notifications.ts'

/** The interface between a desktop shell and the host. Not used in browser mode. */
export interface DesktopShellPort {
  /** Runs a menu command in the window. */
  runCommand(id: CommandId): void
  /** Opens the view or the operation of an `ibkr-console://` link in the window. Reports an invalid link there. */
  openLink(text: string): void
  /** Calls the listener with the session now and after each change. Returns an unsubscribe function. */
  onSession(listener: (session: SessionView) => void): () => void
  /** Adds a notice that every window shows from now on. */
  addNotice(text: string): void
  machineSleeps(): void
  machineWakes(): void
  /** Called when the user locked the screen. */
  screenLocks(): void
  /** Reports the time in seconds without keyboard and mouse input. */
  systemIdle(seconds: number): void
  /**
   * Returns the origins of the user's own gateways. Besides IBKR's addresses, the shell may open only these origins.
   */
  ownOrigins(): readonly string[]
  /** Calls the listener with each notification. Returns an idempotent unsubscribe function. */
  onNotification(listener: (notification: ConsoleNotification) => void): () => void
  /** Reports why the system did not show a notification; undefined after it showed one. */
  reportNotification(problem: string | undefined): void
}

/** Purpose of the file to open, which determines the dialog's title. */
export type OpenFilePurpose = 'body' | 'document'

/** The file dialogs of the system. A dialog resolves to undefined if the user closes it without a choice. */
export interface FileDialogs {
  /**
   * Lets the user choose the path to write to, and confirms before replacing an existing file. `name` is a plain file
   * name.
   */
  chooseWhereToSave(name: string): Promise<string | undefined>
  chooseWhatToOpen(what: OpenFilePurpose): Promise<string | undefined>
  /**
   * Lets the user choose any number of key files. Resolves to an empty array if the user closes the dialog without a
   * choice.
   */
  chooseKeyFiles(): Promise<readonly string[]>
}

/** Functions of the desktop shell that the host can call. In browser mode the page uses the browser instead. */
export interface DesktopShellFunctions {
  readonly dialogs: FileDialogs
  /** Reports whether the desktop currently shows notifications. */
  canNotify(): boolean
  /** Folder with the crash dumps of the program. They stay on this computer. */
  readonly crashDumpFolder?: string
}
