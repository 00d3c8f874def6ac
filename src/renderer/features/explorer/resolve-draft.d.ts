import type { RequestDraft } from '../../../shared/contract/contract.ts';
import type { Draft } from './draft.ts';
/** What is wrong, and where: a row of the form, the path, or the body. */
export interface Problem {
    readonly field: 'path' | 'body' | number;
    readonly message: string;
}
export type Resolved = {
    readonly kind: 'ready';
    readonly request: RequestDraft;
} | {
    readonly kind: 'invalid';
    readonly problems: readonly Problem[];
};
export type Variables = Readonly<Record<string, string | undefined>>;
/** Fills in parameters and variables and checks what can be checked before anything is sent. */
export declare function resolveDraft(draft: Draft, variables: Variables): Resolved;
/** The path with what is known filled in and the rest left as it is: for showing, never for sending. */
export declare function previewPath(draft: Draft, variables: Variables): string;
