/**
 * Runs an action after React has rendered the current change. The next frame would be too late on a busy machine, where
 * more keys may arrive before the frame.
 */
export const onceDrawn = (run: () => void): void => queueMicrotask(run)
