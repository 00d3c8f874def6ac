const statement =
  /(?:^|\n)\s*(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?['"][^'"]*\bcontract\/[^'"]*['"]|\bimport\(\s*['"][^'"]*\bcontract\/[^'"]*['"]/g

/**
 * Returns the statements of a source file that import a value from `shared/contract/`, shortened to one line each. An
 * import in which every name is marked `type` counts too, because it still loads the module.
 */
export function findContractValueImports(text: string): readonly string[] {
  return Array.from(text.matchAll(statement), ([found]) => found.trim().replace(/\s+/g, ' '))
}
