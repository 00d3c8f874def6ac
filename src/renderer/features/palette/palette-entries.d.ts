import type { Operation } from '../../../shared/catalogue/operation.ts';
import type { Command } from '../../commands/command.ts';
export type PaletteEntry = {
    readonly kind: 'command';
    readonly id: string;
    readonly text: string;
    readonly command: Command;
} | {
    readonly kind: 'operation';
    readonly id: string;
    readonly text: string;
    readonly operation: Operation;
};
export interface FoundEntry {
    readonly entry: PaletteEntry;
    readonly positions: readonly number[];
}
/** As many as anybody reads; the rest is one more letter away. */
export declare const PALETTE_LIMIT = 50;
export declare function commandEntry(command: Command): PaletteEntry;
/** "GET /iserver/accounts — Accounts of the brokerage session" */
export declare function operationEntry(operation: Operation): PaletteEntry;
/** Best first. Without a query: all commands, in the order of the table. */
export declare function findEntries(query: string, entries: readonly PaletteEntry[]): readonly FoundEntry[];
