// Writes the API reference as Markdown, and as JSON. TypeDoc reads TypeScript up to 6.0, so it has a compiler of its own.
import { Application, Converter, ReflectionKind } from 'typedoc'

/** The name of each package, by the name that TypeDoc derives from its entry. */
const PACKAGES = {
  client: 'ibkr-web-client',
  'client/oauth1': 'ibkr-web-client/oauth1',
  simulator: 'ibkr-web-simulator',
}

/** Writes Markdown pages below `out`, and a description of all exports to the file `json`. Throws after a warning. */
async function writeReference(out, json) {
  const app = await Application.bootstrapWithPlugins({
    entryPoints: Object.keys(PACKAGES).map((name) => `../src/${name}/index.ts`),
    tsconfig: 'tsconfig.json',
    plugin: ['typedoc-plugin-markdown'],
    name: 'API reference',
    readme: 'none',
    logLevel: 'Warn',
    // Lists of values, parts of other types, and what only the library passes to constructors.
    intentionallyNotExported: [
      'ERROR_CODES_BY_PHASE',
      'ORDER_STATUSES',
      'observedOnce',
      'faultKinds',
      'Exit',
      'SizedByCash',
      'SizedByQuantity',
      'NotInThisOrder',
      'NeedsNoInput',
      'DropInSocketDeps',
      'Next',
      'FailedRequest',
      'OrderFailureDetails',
    ],
    disableSources: true,
    excludePrivate: true,
    excludeInternal: true,
    excludeExternals: true,
    outputs: [
      { name: 'markdown', path: out },
      { name: 'json', path: json },
    ],
    treatWarningsAsErrors: true,
    validation: { notExported: true, invalidLink: true, invalidPath: true, rewrittenLink: true, notDocumented: false },
    entryFileName: 'index',
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    typeAliasPropertiesFormat: 'table',
    indexFormat: 'table',
    sanitizeComments: true,
    // Everything is readonly.
    tableColumnSettings: { hideModifiers: true },
  })
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.children) module.name = PACKAGES[module.name] ?? module.name
    // The routes have pages of their own, by area.
    const routes = project.getReflectionsByKind(ReflectionKind.Interface).find(({ name }) => name === 'Routes')
    for (const route of [...routes.children]) {
      project.removeReflection(route)
    }
  })
  const project = await app.convert()
  if (project === undefined) throw new Error('TypeDoc could not read the sources.')
  app.validate(project)
  await app.generateOutputs(project)
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error('TypeDoc reported warnings.')
}

await writeReference('out/pages/reference', 'out/reference.json')
