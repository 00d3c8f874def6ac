const statement =
  /(?:^|\n)\s*(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?['"][^'"]*\bcontract\/[^'"]*['"]|\bimport\(\s*['"][^'"]*\bcontract\/[^'"]*['"]/g

/**
 * The statements of a source text that import a value from `shared/contract/`, shortened to one line each. An import
 * whose names are all marked `type` counts too, because the module is still loaded.
 */
export function valueImportsOfContract(text: string): readonly string[] {
  return Array.from(text.matchAll(statement), ([found]) => found.trim().replace(/\s+/g, ' '))
}
