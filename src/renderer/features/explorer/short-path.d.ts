/** The path as IBKR's documentation and people write it: without the prefix that nearly all of them share. */
export declare const shortPath: (path: string) => string;
/** The last segments of a path that is too long to show: its end is what tells it from its neighbours. */
export declare function pathTail(path: string): string;
