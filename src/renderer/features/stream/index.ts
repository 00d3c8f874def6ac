/** WebSocket stream: subscriptions, their live values, and all frames. */
export { closeFrame, exportFrames, focusFrameSearch, focusSubscribe, togglePause } from './stream-actions.ts'
export { mergeValues, useStreamStore } from './stream-store.ts'
export { StreamView } from './stream-view.tsx'
