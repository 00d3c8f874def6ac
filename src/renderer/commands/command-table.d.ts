import type { Command } from './command.ts';
/** Every command of the console. */
export declare const COMMANDS: readonly Command[];
/** The shortcut of a command, for a label beside a button. */
export declare const keysOf: (id: string) => string | undefined;
