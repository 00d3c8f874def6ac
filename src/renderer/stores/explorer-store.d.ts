import type { RequestDraft } from '../../shared/contract/contract.ts';
import type { ContractErrorCode } from '../../shared/contract/errors.ts';
import type { AnswerHead } from '../../shared/contract/views.ts';
import { type HttpMethod } from '../../shared/domain/requests.ts';
import type { AnswerBody } from '../features/explorer/answer-body.ts';
import { type Draft } from '../features/explorer/draft.ts';
import type { Problem } from '../features/explorer/resolve-draft.ts';
/** Where one request stands. */
export type Exchange = {
    readonly kind: 'idle';
} | {
    readonly kind: 'sending';
    readonly request: RequestDraft;
    readonly startedAt: number;
} | {
    readonly kind: 'answered';
    readonly request: RequestDraft;
    readonly head: AnswerHead;
    readonly body: AnswerBody;
    readonly at: number;
} | {
    readonly kind: 'failed';
    readonly request: RequestDraft;
    readonly code: ContractErrorCode;
    readonly message: string;
    readonly detail: unknown;
};
/** Kept across loads: what was asked, never what was sent or answered. */
export interface RecentRequest {
    readonly method: HttpMethod;
    readonly path: string;
}
export declare const RECENT_LIMIT = 12;
export interface ExplorerData {
    readonly draft: Draft;
    readonly problems: readonly Problem[];
    readonly exchange: Exchange;
    readonly form: 'params' | 'body';
    readonly search: string;
    readonly recent: readonly RecentRequest[];
}
export declare const useExplorerStore: import("zustand").UseBoundStore<import("zustand").StoreApi<ExplorerData>>;
/** Changes the draft; complaints about what it was before are gone. */
export declare function changeDraft(change: (draft: Draft) => Draft): void;
export declare function rememberRequest(request: RecentRequest): void;
/** Newest first, each once. */
export declare function withRecent(recent: readonly RecentRequest[], request: RecentRequest): readonly RecentRequest[];
