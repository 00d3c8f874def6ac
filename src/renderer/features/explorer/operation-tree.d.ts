import type { Area, Operation } from '../../../shared/catalogue/operation.ts';
export interface AreaBranch {
    readonly area: Area;
    readonly title: string;
    readonly operations: readonly Operation[];
}
/** Titles of the branches, in the order in which a trader meets them. */
export declare const AREA_TITLES: Readonly<Record<Area, string>>;
/** The tree as far as a search leaves it: branches without a match are not shown. */
export declare function operationTree(operations: readonly Operation[], search: string): readonly AreaBranch[];
