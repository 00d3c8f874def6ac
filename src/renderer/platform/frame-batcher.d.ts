export interface FrameBatcher<T> {
    add(items: readonly T[]): void;
    /** Forgets what waits: a snapshot replaces it. */
    clear(): void;
}
/** Collects items and hands them over once a frame, so that a burst costs one update and not one each. */
export declare function createFrameBatcher<T>(apply: (batch: readonly T[]) => void, schedule?: (run: () => void) => void): FrameBatcher<T>;
