import type { Method, Operation } from '../../../shared/catalogue/operation.ts';
/** The catalogued operation of a method and a path template, with or without the common prefix. */
export declare function findOperation(method: Method, path: string): Operation | undefined;
