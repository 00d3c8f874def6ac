import { COMMAND_LIST, type CommandDescription } from '../../shared/domain/commands.ts'

export interface CommandAction {
  /** Reports whether the command is available. Default: always. */
  readonly available?: () => boolean
  readonly run: () => void
}

export type Command = CommandDescription & CommandAction

export const isAvailable = ({ available }: Command): boolean => available?.() ?? true

let registered: readonly Command[] = []

/** Registers the commands of the window. They use several features, so they are defined above the features. */
export function registerCommands(commands: readonly Command[]): void {
  registered = commands
}

export const registeredCommands = (): readonly Command[] => registered

/** Returns the shortcut of a command, or an empty string. */
export const keysOf = (id: string): string =>
  COMMAND_LIST.find((command: CommandDescription) => command.id === id)?.keys ?? ''
