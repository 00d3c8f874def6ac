/** The body of an answer, read once when it arrives. */
export type AnswerBody = {
    readonly kind: 'empty';
} | {
    readonly kind: 'json';
    readonly text: string;
    readonly value: unknown;
} | {
    readonly kind: 'text';
    readonly text: string;
};
/** IBKR labels JSON as text now and then and HTML as JSON: the content decides, not the header. */
export declare function readAnswerBody(bytes: Uint8Array): AnswerBody;
