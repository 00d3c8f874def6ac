/** One visible line of a JSON tree. */
export interface JsonRow {
    /** Path from the root as a JSON pointer: identity of the line, and of what is folded. */
    readonly pointer: string;
    readonly depth: number;
    /** Name in its object, index in its array; undefined at the root. */
    readonly key: string | number | undefined;
    readonly value: unknown;
    readonly kind: 'open' | 'close' | 'leaf';
    /** Present on lines that can fold. */
    readonly folded?: boolean;
    readonly last: boolean;
}
export declare const childCount: (value: unknown) => number;
/** Pointers of what is folded when a document is first shown: small ones are open, large ones show their outline. */
export declare function initialFolds(root: unknown): ReadonlySet<string>;
/** The lines that are visible with these folds. Folded parts are not walked, so that size costs only what is shown. */
export declare function jsonRows(root: unknown, folds: ReadonlySet<string>): readonly JsonRow[];
