import type { ICruiseOptions, IForbiddenRuleType } from 'dependency-cruiser'

/** Which folder may import which: the arrows of the house (README: the map). Checked by `npm run check`. */

/** Inside core everything flows one way: a module may import those before it. */
const LAYERS: readonly (readonly string[])[] = [
  ['kernel'],
  ['settings', 'users', 'catalog', 'stock', 'outlets', 'staff'],
  ['carts', 'discounts', 'wishes'],
  ['orders'],
  ['payments'],
  ['parcels', 'receipts'],
  ['notifications', 'conversations', 'contacts', 'personal', 'support', 'files'],
  ['proof'],
]

const NOT_PRODUCTION = '[.](test|fixture|contract)[.]ts$'
/** Where everybody meets: who starts the processes. */
const ROOTS = '^(app|start|config)[.]ts$|^start/|^(bots|jobs|integrations/[^/]+)/main[.]ts$'

const layersInCore: IForbiddenRuleType[] = LAYERS.slice(0, -1).map((modules, i) => ({
  name: `core-${modules[0]}-imports-nothing-above`,
  comment: `${modules.join(', ')} know nothing of what is built on them (docs: core's layers)`,
  severity: 'error',
  from: { path: `^core/(${modules.join('|')})/`, pathNot: NOT_PRODUCTION },
  to: {
    path: `^core/(${LAYERS.slice(i + 1)
      .flat()
      .join('|')})/`,
  },
}))

const neverEachOther: IForbiddenRuleType[] = ['bots', 'jobs', 'integrations'].map((folder) => ({
  name: `${folder}-import-core-only`,
  comment: 'bots, jobs and integrations import core and never each other; they meet in app.ts and the mains',
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: `${ROOTS}|${NOT_PRODUCTION}` },
  to: {
    path: '^(app|start|config)[.]ts$|^(bots|jobs|integrations|start|prisma|sandbox|tests|bench)/',
    pathNot: `^${folder}/`,
  },
}))

const configuration: { forbidden: IForbiddenRuleType[]; options: ICruiseOptions } = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'two files that need each other are one file, or need a third',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'core-imports-core',
      comment: 'core knows no messenger, no provider, no queue',
      severity: 'error',
      from: { path: '^core/', pathNot: NOT_PRODUCTION },
      to: {
        path: '^(app|start|config)[.]ts$|^(bots|jobs|integrations|start|prisma|sandbox|tests|bench)/',
        pathNot: '^prisma/generated/',
      },
    },
    {
      name: 'prisma-in-stores-only',
      comment:
        "Prisma and the driver stay in stores, outbox.ts, inbox.ts and the kernel's db.ts, transaction.ts and statements.ts",
      severity: 'error',
      from: {
        path: '^core/',
        pathNot: `[.]store[.]ts$|^core/kernel/(db|transaction|statements)[.]ts$|^core/(outbox|inbox)[.]ts$|${NOT_PRODUCTION}`,
      },
      to: { path: '^prisma/generated/|^node_modules/(@prisma/|pg/)' },
    },
    ...layersInCore,
    {
      name: 'core-modules-by-their-door',
      comment: 'a module of core is entered by its index.ts or by its events',
      severity: 'error',
      from: { path: '^core/([^/]+)/', pathNot: NOT_PRODUCTION },
      to: {
        path: '^core/[^/]+/',
        pathNot: '^core/$1/|^core/kernel/|^core/[^/]+/index[.]ts$|^core/[^/]+/[^/]+[.]events[.]ts$',
      },
    },
    {
      name: 'core-from-outside-by-its-doors',
      comment: 'who is outside of core enters a module by its index.ts or by its events',
      severity: 'error',
      from: { pathNot: `^core/.+/|^tests/|${NOT_PRODUCTION}` },
      to: {
        path: '^core/[^/]+/',
        pathNot: '^core/kernel/|^core/[^/]+/index[.]ts$|^core/[^/]+/[^/]+[.]events[.]ts$',
      },
    },
    ...neverEachOther,
    {
      name: 'prisma-imports-core-only',
      comment: 'migrations and the embedded database know nothing of the shop; the seed fills core',
      severity: 'error',
      from: { path: '^prisma/', pathNot: NOT_PRODUCTION },
      to: { path: '^(app|start|config)[.]ts$|^(bots|jobs|integrations|start|sandbox|tests|bench)/' },
    },
    {
      name: 'production-without-emulators',
      comment: 'the shop and the outside world meet over HTTP, by base URL',
      severity: 'error',
      from: { pathNot: `^sandbox/|^tests/|^bench/|/emulator(/|[.]ts$)|${NOT_PRODUCTION}` },
      to: { path: '/emulator(/|[.]ts$)|^sandbox/|^tests/|^bench/' },
    },
    {
      name: 'emulators-without-our-types',
      comment: 'an emulator that shares our types shares our mistakes',
      severity: 'error',
      from: { path: '/emulator(/|[.]ts$)|^sandbox/', pathNot: NOT_PRODUCTION },
      to: {
        path: '^(app|start|config)[.]ts$|^(core|jobs|start|prisma)/|^(bots|integrations)/',
        pathNot: '/emulator(/|[.]ts$)',
      },
    },
    {
      name: 'production-without-development-packages',
      comment: 'the image has no devDependencies; the embedded database and the sandbox are for development',
      severity: 'error',
      from: {
        path: '^(app|config)[.]ts$|^(core|bots|jobs|integrations|start)/',
        pathNot: `/emulator(/|[.]ts$)|${NOT_PRODUCTION}`,
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-missing',
      comment: 'what is imported is there, and stands in package.json',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-fixtures-in-production',
      comment: 'fixtures and tests are for tests',
      severity: 'error',
      from: { pathNot: `^tests/|^bench/|${NOT_PRODUCTION}` },
      to: { path: NOT_PRODUCTION },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', 'prisma/generated'] },
    exclude: { path: '^[.]data/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}

export default configuration
