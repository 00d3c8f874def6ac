import type { ContractErrorCode } from '../../../shared/contract/errors.ts';
export interface FailureWords {
    readonly title: string;
    readonly tone: 'bad' | 'warn' | 'idle';
    /** What to do next, where the message of the host does not say it already. */
    readonly advice?: string;
    readonly action: 'arm' | 'connect' | 'retry-link' | 'send-again' | 'see-orders' | 'none';
}
/**
 * What a call that had no answer means to a person, and the one thing to do about it. `changes`: the request was no read,
 * so that losing sight of it on the way leaves open whether it did something.
 */
export declare function failureWords(code: ContractErrorCode, changes: boolean): FailureWords;
