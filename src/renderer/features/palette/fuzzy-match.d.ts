export interface FuzzyMatch {
    readonly score: number;
    /** Indexes of the matched characters, ascending: for highlighting. */
    readonly positions: readonly number[];
}
/**
 * Matches every word of a query somewhere in a text, ignoring case. A word found in one piece beats one whose letters
 * are scattered; the start of a word beats its middle. Undefined when a word is not in the text at all.
 */
export declare function fuzzyMatch(query: string, text: string): FuzzyMatch | undefined;
