export declare const wordsOf: (error: unknown) => string;
/** Connects, or starts over where something is open already. */
export declare function connectSession(): void;
export declare function disconnectSession(): void;
/** Throws the other program out; only ever after the person said so. */
export declare function takeOverSession(): void;
/** Arms at once where no real money is at stake; LIVE asks for the account id first. */
export declare function requestArming(): void;
export declare function toggleArming(): void;
/** Undefined when it worked, else a sentence for the person. */
export declare function arm(confirmation?: string): Promise<string | undefined>;
export declare function disarm(): void;
