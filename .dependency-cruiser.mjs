// Who may import whom: calls go down, events go up (docs/decisions/0001). Each rule is proved by a
// planted violation in infra/local/structure.test.mjs.

/** The features from the ground up: an arrow may only point to an earlier line. */
const LAYERS = [
  ['accounts', 'places', 'payments', 'ledger', 'files'],
  ['organisations'],
  ['projects'],
  ['endorsements'],
  ['campaigns'],
  ['matching'],
  ['contributions'],
  ['milestones'],
  ['disbursements'],
  ['results'],
  ['voice'],
  ['publishing'],
  ['notifications'],
];

const featureFolder = (names) => `^api/src/features/(${names.join('|')})/`;
const API_FEATURE = '^api/src/features/([^/]+)/';

/** The only files of a feature that another feature may import. */
const API_PUBLIC = '^api/src/features/([^/]+)/[^/]+\\.(module|service|events)\\.ts$';

const NOT_TEST = '\\.(spec|int-spec)\\.ts$';

/** Nobody imports what stands higher; on the lowest line neighbours do not know each other at all. */
const goDown = LAYERS.map((names, index) => ({
  name: `${names.join('-')}-looks-down`,
  comment: 'Answer upwards with an event, never with an import.',
  severity: 'error',
  from: { path: featureFolder(names), pathNot: NOT_TEST },
  to: {
    path: featureFolder(
      LAYERS.slice(index + 1)
        .flat()
        .concat('nothing-higher'),
    ),
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...goDown,
    { name: 'no-file-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'feature-has-one-door',
      comment: 'Another feature is reached through its module, its service or its events.',
      severity: 'error',
      from: { path: API_FEATURE, pathNot: NOT_TEST },
      to: { path: '^api/src/features/', pathNot: ['^api/src/features/$1/', API_PUBLIC] },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^api/src/platform/', pathNot: NOT_TEST },
      to: { path: '^api/src/features/' },
    },
    {
      name: 'controller-is-thin',
      comment: 'A controller speaks to services; rows and queries stay behind them.',
      severity: 'error',
      from: { path: '\\.controller\\.ts$' },
      to: { path: '\\.(entity|repository)\\.ts$' },
    },
    {
      name: 'only-the-store-knows-typeorm',
      severity: 'error',
      from: {
        path: '^api/src/',
        pathNot: [
          '^api/src/platform/http/create-http-app\\.ts$',
          '\\.(entity|repository)\\.ts$',
          '^api/src/platform/(database|platform\\.module)',
          '^api/src/migrations/',
          NOT_TEST,
        ],
      },
      to: { path: 'node_modules/(@nestjs/)?typeorm', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-repositories-run-sql',
      severity: 'error',
      from: {
        path: '^api/src/',
        pathNot: ['\\.repository\\.ts$', '^api/src/platform/(database|clock/clock\\.ts)', NOT_TEST],
      },
      to: { path: '^api/src/platform/database/manager\\.ts$' },
    },
    {
      name: 'only-the-gateway-knows-stripe',
      severity: 'error',
      from: { path: '^(api|web)/src/', pathNot: ['/platform/stripe/', NOT_TEST] },
      to: { path: 'node_modules/(@stripe|stripe)/' },
    },
    {
      name: 'only-the-queue-knows-bullmq',
      severity: 'error',
      from: {
        path: '^api/src/',
        pathNot: ['^api/src/platform/(queue|http)/', NOT_TEST],
      },
      to: { path: 'node_modules/(bullmq|ioredis)/' },
    },
    {
      name: 'rules-are-pure',
      comment:
        'Policies, presenters and errors run without a framework, and are tested without one.',
      severity: 'error',
      from: { path: '\\.(policy|presenter|errors)\\.ts$' },
      to: { path: 'node_modules', dependencyTypesNot: ['type-only'], pathNot: '@vatra' },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'An old migration must run when the code it once served is gone.',
      severity: 'error',
      from: { path: '^api/src/migrations/' },
      to: { pathNot: 'node_modules/typeorm' },
    },
    {
      name: 'shared-stands-alone',
      severity: 'error',
      from: { path: '^shared/src/', pathNot: NOT_TEST },
      to: { pathNot: ['^shared/src/', 'node_modules/class-(validator|transformer)/'] },
    },
    {
      name: 'sides-meet-in-shared',
      severity: 'error',
      from: { path: '^(api|web)/' },
      to: { path: '^(api|web|infra|e2e)/', pathNot: '^$1/' },
    },
    {
      name: 'journeys-see-no-insides',
      comment: 'e2e drives the product from outside; it may know the contract and nothing else.',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: '^(api|web|infra)/' },
    },
    {
      name: 'emulator-and-product-are-strangers',
      severity: 'error',
      from: { path: '^infra/stripe-emulator/' },
      to: { path: '^(api|web|shared|e2e|infra/(?!stripe-emulator))' },
    },
    {
      name: 'seed-uses-http-only',
      comment: 'The demonstration data is made through the product, as people would make it.',
      severity: 'error',
      from: { path: '^infra/seed/' },
      to: { path: ['^(api|web)/', 'node_modules/(pg|typeorm|ioredis|bullmq)/'] },
    },
    {
      name: 'web-features-meet-in-pages',
      severity: 'error',
      from: { path: '^web/src/features/([^/]+)/' },
      to: { path: '^web/src/(features|pages|app)/', pathNot: '^web/src/features/$1/' },
    },
    {
      name: 'ui-knows-no-business',
      severity: 'error',
      from: { path: '^web/src/(ui|platform)/' },
      to: { path: '^web/src/(features|pages|app)/' },
    },
    {
      name: 'form-rules-are-lazy',
      comment: 'class-validator is loaded with the first form, never with a public page.',
      severity: 'error',
      from: { path: '^web/src/', pathNot: '^web/src/ui/(form/)?rules\\.ts$' },
      to: {
        path: 'node_modules/class-(validator|transformer)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'tests-are-leaves',
      severity: 'error',
      from: { pathNot: ['\\.(spec|int-spec)\\.ts$', '^(api/test|e2e)/'] },
      to: { path: ['\\.(spec|int-spec)\\.ts$', '^api/test/'] },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '^api/src/migrations/',
          '\\.(spec|int-spec|config)\\.',
          '\\.(codes|views)\\.ts$',
          // The other packages reach shared through its build, which is not followed.
          '^shared/src/',
          '^infra/',
          '^e2e/',
        ],
      },
      to: {},
    },
    {
      name: 'declared-and-for-production',
      severity: 'error',
      from: { path: '^(api|web)/src/', pathNot: NOT_TEST },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^node:',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|/dist/' },
    exclude: { path: '(^|/)(dist|test-results|\\.data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.depcruise.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
