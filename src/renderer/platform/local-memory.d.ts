export declare function recall<T>(key: string, isValid: (value: unknown) => value is T, fallback: T): T;
export declare function remember(key: string, value: unknown): void;
