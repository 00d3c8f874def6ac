import type { Tone } from '../session/session-words.ts';
export interface StatusWords {
    readonly text: string;
    readonly tone: Tone;
}
/** An HTTP status as a word and a colour: "200 OK". */
export declare function statusWords(status: number, statusText: string): StatusWords;
