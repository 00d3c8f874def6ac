/** Oldest supported browsers by engine. Build, old-browser notice, tests and documentation use these versions. */
export const OLDEST_BROWSERS = { chromium: 140, firefox: 140, safari: 18 } as const
