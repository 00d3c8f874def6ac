import { COMMAND_LIST, type CommandDescription } from '../../shared/domain/commands.ts'

/** What a command does in the window. */
export interface CommandAction {
  /** Asked when the palette opens and when the shortcut is pressed; absent means always. */
  readonly available?: () => boolean
  readonly run: () => void
}

export type Command = CommandDescription & CommandAction

/** The shortcut of a command; empty if it has none. */
export const keysOf = (id: string): string =>
  COMMAND_LIST.find((command: CommandDescription) => command.id === id)?.keys ?? ''
