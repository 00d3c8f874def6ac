/** A shortcut in tinykeys' notation as the presses a person reads: "$mod+k" → ["Ctrl K"], "g e" → ["G", "E"]. */
export declare function describeKeys(keys: string): readonly string[];
