/** Colour of a state, set as `data-tone` on elements. */
export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'idle'
