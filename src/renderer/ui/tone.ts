/** Colour of a state, set as `data-tone`. */
export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'idle'
