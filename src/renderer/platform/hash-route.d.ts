/** The views of the window. Each has its address, so that a reload keeps the place. */
export declare const VIEWS: readonly ['explorer', 'orders', 'session'];
export type View = (typeof VIEWS)[number];
export declare const isView: (value: unknown) => value is View;
/** `#/orders` → `orders`; undefined for what names no view. */
export declare function viewOfHash(hash: string): View | undefined;
export declare const hashOfView: (view: View) => string;
