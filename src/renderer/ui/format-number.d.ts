/** 1234567.5 → "1,234,567.5" */
export declare const formatNumber: (value: number) => string;
/** Bytes in the unit a person would use: "512 B", "1.4 kB", "2.10 MB". */
export declare function formatBytes(bytes: number): string;
/** "0.4 ms", "43 ms", "1.28 s" */
export declare function formatMilliseconds(ms: number): string;
