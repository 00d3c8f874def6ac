import { type Link } from '../../shared/rpc/link.ts';
/** The one connection of this window to its host, opened on first use and kept for the life of the page. */
export declare function hostLink(): Link;
