import type { SessionItem, SessionSnapshot, SessionView } from '../../shared/contract/views.ts';
import type { TimelineEntry } from '../../shared/domain/session.ts';
/** Lines of the story that the window keeps. */
export declare const TIMELINE_LIMIT = 500;
export interface SessionData {
    /** Undefined until the host has told. */
    readonly view: SessionView | undefined;
    /** Oldest first. */
    readonly timeline: readonly TimelineEntry[];
}
export declare const useSessionStore: import("zustand").UseBoundStore<import("zustand").StoreApi<SessionData>>;
export declare function sessionFromSnapshot(snapshot: SessionSnapshot): SessionData;
/** One batch: the newest view wins, entries are kept once each in the order of their ids. */
export declare function applySessionItems(data: SessionData, batch: readonly SessionItem[]): SessionData;
