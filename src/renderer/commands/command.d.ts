export declare const COMMAND_GROUPS: readonly ['Go to', 'Explorer', 'Orders', 'Session', 'Appearance', 'Help'];
export type CommandGroup = (typeof COMMAND_GROUPS)[number];
/** One thing that a person can tell the console to do. The palette, the shortcuts and the help sheet read nothing else. */
export interface Command {
    /** Stable and unique. */
    readonly id: string;
    readonly title: string;
    readonly group: CommandGroup;
    /** In tinykeys' notation. A shortcut without a modifier is silent while something is typed. */
    readonly keys?: string;
    /** More words to find it by. */
    readonly words?: string;
    /** Asked when the palette opens and when the shortcut is pressed; absent means always. */
    readonly available?: () => boolean;
    readonly run: () => void;
}
