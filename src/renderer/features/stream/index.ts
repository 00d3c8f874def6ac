import { laterPart } from '../../ui/later.tsx'

/** WebSocket stream: subscriptions, their live values, and all frames. */
export { closeFrame, exportFrames, focusFrameSearch, focusSubscribe, togglePause } from './stream-actions.ts'
export { mergeValues, useStreamStore } from './stream-store.ts'

export const STREAM_VIEW = laterPart(async () => (await import('./stream-view.tsx')).StreamView)
