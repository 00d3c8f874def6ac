/**
 * Runs once the page shows what was just changed, so that the focus can go there: React draws that in the microtask before this one. The
 * next frame would be too late: on a busy machine keys come sooner, and a focus that moves under them takes them away.
 */
export const onceDrawn = (run: () => void): void => queueMicrotask(run)
