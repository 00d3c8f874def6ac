import type { PacingView } from '../../../shared/contract/views.ts';
import type { SocketState } from '../../../shared/domain/session.ts';
import type { Tone } from '../session/session-words.ts';
export interface StatusText {
    readonly text: string;
    /** Absent: nothing to notice. */
    readonly tone: Tone | undefined;
}
export declare const SOCKET_WORDS: Readonly<Record<SocketState, StatusText>>;
/** Life left of a live session token; undefined where the login has none. */
export declare function tokenWords(expiresAt: number | undefined, now: number): StatusText | undefined;
export declare function pacingWords({ left, limit, queued }: PacingView): StatusText;
