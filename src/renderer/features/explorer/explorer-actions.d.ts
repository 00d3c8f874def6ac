import type { Operation } from '../../../shared/catalogue/operation.ts';
import { type RecentRequest } from '../../stores/explorer-store.ts';
import { type Variables } from './resolve-draft.ts';
/** The values of `{{variables}}` in paths, parameters and bodies. */
export declare function currentVariables(): Variables;
/** Opens an operation in the explorer, filled in as far as the catalogue and the session go. */
export declare function openOperation(operation: Operation): void;
/** Opens a request that was sent before; where the catalogue knows it, with its form. */
export declare function openRecent(request: RecentRequest): void;
/** Sends the draft, or shows at the fields why it cannot be sent. */
export declare function sendRequest(): Promise<void>;
/** Ends the request in flight, down to the socket. */
export declare function cancelRequest(): void;
export declare function focusOperationSearch(): void;
