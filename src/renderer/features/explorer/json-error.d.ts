/** Why a text is not JSON and where, in words: "Line 3, column 5: …". Undefined when it is JSON. */
export declare function locateJsonError(text: string): string | undefined;
