import type { HostFrame, WindowFrame } from '../../shared/rpc/frames.ts';
import type { Transport } from '../../shared/rpc/transport.ts';
/** The socket of browser mode: same origin, so that the cookie of the page is all the proof it needs. */
export declare function rpcAddress(location: Pick<Location, 'protocol' | 'host'>): string;
/** Resolves once the socket is open; rejects with a sentence for the person when it cannot be. */
export declare function openWebSocketTransport(address: string): Promise<Transport<WindowFrame, HostFrame>>;
