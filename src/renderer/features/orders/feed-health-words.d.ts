import type { FeedHealth } from '../../../shared/domain/orders.ts';
import type { Tone } from '../session/session-words.ts';
export interface FeedHealthWords {
    readonly label: string;
    readonly tone: Tone;
    readonly detail: string;
    /** What is shown may be older than it looks: it loses its colour. */
    readonly stale: boolean;
}
/** `lostSince`: since when this window has no connection to its host, which outdates everything the host said. */
export declare function feedHealthWords(health: FeedHealth, lostSince: number | undefined, now: number): FeedHealthWords;
