import { COMMAND_LIST, type CommandDescription } from '../../shared/domain/commands.ts'

export interface CommandAction {
  /** Checked when the palette opens and when the shortcut is pressed. Default: always available. */
  readonly available?: () => boolean
  readonly run: () => void
}

export type Command = CommandDescription & CommandAction

export const isAvailable = ({ available }: Command): boolean => available?.() ?? true

let registered: readonly Command[] = []

/** Registers the commands of the window. They run actions of features, so they are defined above all features. */
export function registerCommands(commands: readonly Command[]): void {
  registered = commands
}

export const registeredCommands = (): readonly Command[] => registered

/** The shortcut of a command; empty if it has none. */
export const keysOf = (id: string): string =>
  COMMAND_LIST.find((command: CommandDescription) => command.id === id)?.keys ?? ''
