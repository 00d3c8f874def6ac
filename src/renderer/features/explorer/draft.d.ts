import type { Operation, Parameter } from '../../../shared/catalogue/operation.ts';
import type { HttpMethod } from '../../../shared/domain/requests.ts';
export interface DraftRow {
    /** Unique within one draft; names a row while its text changes. */
    readonly id: number;
    readonly place: 'path' | 'query';
    readonly name: string;
    readonly value: string;
    readonly enabled: boolean;
    /** What the catalogue knows of it; absent for a row that was added by hand. */
    readonly parameter?: Parameter;
}
/** A request while it is being written. */
export interface Draft {
    /** The catalogued operation it began as. */
    readonly operation?: Operation;
    readonly method: HttpMethod;
    /** As typed, with `{parameters}` that the rows fill in. */
    readonly path: string;
    readonly rows: readonly DraftRow[];
    /** JSON as typed; empty for no body. */
    readonly body: string;
}
export declare const EMPTY_DRAFT: Draft;
/** Starts a draft with everything the catalogue can fill in. Optional parameters are offered, not sent. */
export declare function draftFromOperation(operation: Operation): Draft;
/** Takes over a path as typed: its `{parameters}` get rows, values that were filled in stay. */
export declare function withPath(draft: Draft, path: string): Draft;
/** Moves a query that was typed or pasted into the path to rows of its own. */
export declare function withQueryInRows(draft: Draft): Draft;
export declare function withRow(draft: Draft, id: number, change: Partial<Pick<DraftRow, 'name' | 'value' | 'enabled'>>): Draft;
export declare function withNewRow(draft: Draft): Draft;
export declare function withoutRow(draft: Draft, id: number): Draft;
