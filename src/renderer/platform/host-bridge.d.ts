import type { HostFrame, WindowFrame } from '../../shared/rpc/frames.ts';
import type { Transport } from '../../shared/rpc/transport.ts';
/** What the preload of a desktop window exposes as `window.ibkrConsole`: a carrier of frames and nothing else. */
export interface HostBridge {
    send(frame: WindowFrame): void;
    /** Returns an idempotent unsubscribe. */
    onFrame(listener: (frame: HostFrame) => void): () => void;
}
/** The bridge lives as long as its window: it never closes by itself. */
export declare function bridgeTransport(bridge: HostBridge): Transport<WindowFrame, HostFrame>;
