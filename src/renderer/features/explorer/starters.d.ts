import type { Operation } from '../../../shared/catalogue/operation.ts';
/** Five reads that answer something useful on any account. */
export declare const starters: readonly Operation[];
