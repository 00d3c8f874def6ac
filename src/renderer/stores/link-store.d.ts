import type { Link, LinkState } from '../../shared/rpc/link.ts';
export interface LinkView {
    readonly state: LinkState;
    /** The window has been connected at least once: what it shows is real, though it may be old. */
    readonly wasOpen: boolean;
    /** ms since epoch; absent while the connection is open. */
    readonly downSince?: number;
}
export declare const useLinkStore: import("zustand").UseBoundStore<import("zustand").StoreApi<LinkView>>;
/** What the window shows after a change of its connection. An outage lasts until the connection is open again. */
export declare function nextLinkView(view: LinkView, state: LinkState, now: number): LinkView;
/** Follows the connection. Returns its stop. */
export declare function followLink(link: Link, now?: () => number): () => void;
