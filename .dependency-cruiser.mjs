// Who may import whom. The picture behind these rules is in ARCHITECTURE.md.

const testFile = '\\.test\\.tsx?$'
// What only tests use: real databases, random subjects.
const testSupport = '^(population/testing|testing)/'
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`

// One row per folder of the language: what it may import besides itself and `values`, the layer below all.
const languageLayers = {
  values: [],
  diagnostics: [],
  syntax: ['diagnostics'],
  builtins: ['diagnostics'],
  // The contract between the checker, which writes it, and everything that reads it.
  ir: ['builtins', 'diagnostics'],
  check: ['ir', 'syntax', 'builtins', 'diagnostics'],
  run: ['ir', 'builtins', 'diagnostics'],
  emit: ['ir', 'builtins', 'diagnostics'],
  stack: ['run', 'ir', 'builtins', 'diagnostics'],
  explain: ['stack', 'run', 'ir', 'builtins', 'diagnostics'],
  lint: ['ir', 'syntax', 'builtins', 'diagnostics'],
  coverage: ['ir', 'builtins', 'diagnostics'],
  reform: ['ir', 'builtins', 'diagnostics'],
  library: ['run', 'ir', 'builtins', 'diagnostics'],
  cases: ['explain', 'run', 'ir', 'builtins', 'diagnostics'],
}

const languageFolders = Object.keys(languageLayers).join('|')

const layerRules = Object.entries(languageLayers).map(([folder, below]) => ({
  name: `lang-${folder}-layer`,
  comment: `lang/${folder} may import only: ${['values', ...below].join(', ')}.`,
  severity: 'error',
  from: { path: `^lang/${folder}/`, pathNot: testFile },
  to: { path: '^lang/', pathNot: `^lang/(${[folder, 'values', ...below].join('|')})/` },
}))

const languageRules = [
  {
    name: 'lang-imports-nothing',
    comment: 'The language runs in Node and in browsers: no package, no Node module, no other folder.',
    severity: 'error',
    from: { path: '^lang/', pathNot: testFile },
    to: { pathNot: '^lang/' },
  },
  {
    name: 'lang-tests-stay-inside',
    comment: "The language's tests may use Node and packages, but no other folder of the project.",
    severity: 'error',
    from: { path: `^lang/.*${testFile}` },
    to: { pathNot: ['^lang/', 'node_modules/'], dependencyTypes: ['local', 'aliased', 'undetermined'] },
  },
  {
    name: 'lang-folder-without-a-layer',
    comment: 'A new folder of the language needs a row in languageLayers.',
    severity: 'error',
    from: { path: '^lang/[^/]+/', pathNot: [`^lang/(${languageFolders})/`, testFile] },
    to: {},
  },
  {
    name: 'lang-only-by-its-door',
    severity: 'error',
    from: { pathNot: '^lang/' },
    to: { path: '^lang/', pathNot: '^lang/index\\.ts$' },
  },
  ...layerRules,
]

const folderRules = [
  {
    name: 'policies-know-only-lang',
    severity: 'error',
    from: { path: '^policies/' },
    to: { path: '^(population|server|web|cli|e2e|bench)/' },
  },
  {
    name: 'policies-only-by-their-door',
    severity: 'error',
    from: { pathNot: '^policies/' },
    to: { path: '^policies/', pathNot: '^policies/index\\.ts$' },
  },
  {
    name: 'population-knows-only-lang',
    severity: 'error',
    from: { path: '^population/', pathNot: [testFile, testSupport] },
    to: { path: '^(policies|server|web|cli|e2e|bench)/' },
  },
  {
    name: 'population-tests-know-lang-and-policies',
    severity: 'error',
    from: { path: [`^population/.*${testFile}`, '^population/testing/'] },
    to: { path: '^(server|web|cli|e2e|bench)/' },
  },
  {
    name: 'population-only-by-its-door',
    severity: 'error',
    from: { pathNot: '^population/' },
    to: { path: '^population/', pathNot: '^population/index\\.ts$' },
  },
  {
    name: 'population-only-for-server-cli-and-bench',
    severity: 'error',
    from: { path: '^(lang|policies|web|docs)/' },
    to: { path: '^population/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'server-knows-lang-policies-and-population',
    severity: 'error',
    from: { path: '^server/' },
    to: { path: '^(web|cli|e2e|bench)/' },
  },
  {
    name: 'cli-knows-all-but-the-screens',
    severity: 'error',
    from: { path: '^cli/' },
    to: { path: '^(web|e2e|bench)/' },
  },
  {
    name: 'web-knows-lang-and-the-api',
    severity: 'error',
    from: { path: '^web/' },
    to: { path: '^(policies|cli|e2e|bench|server/(?!api/))' },
  },
  {
    name: 'web-takes-only-types-from-the-api',
    severity: 'error',
    from: { path: '^web/' },
    to: { path: '^server/api/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'web-runs-in-browsers',
    severity: 'error',
    from: { path: '^web/', pathNot: testFile },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'only-tests-know-testing',
    severity: 'error',
    from: { pathNot: [testFile, testSupport, '^(bench|e2e)/'] },
    to: { path: '^testing/' },
  },
  {
    name: 'nobody-imports-runners',
    comment: 'The browser walks and the benches look at the project from outside.',
    severity: 'error',
    from: { pathNot: '^(e2e|bench)/' },
    to: { path: '^(e2e/|bench/|test\\.ts$)' },
  },
]

const packageRules = [
  {
    name: 'database-only-in-server-db',
    comment: 'The load bench fills a database by hand and writes its own SQL beside ours.',
    severity: 'error',
    from: { pathNot: ['^server/db/', '^bench/', testFile, testSupport] },
    to: { path: packages('pg', '@electric-sql/[^/]+') },
  },
  {
    name: 'queries-only-in-the-server',
    severity: 'error',
    from: { pathNot: ['^server/', '^bench/', testFile, testSupport] },
    to: { path: packages('drizzle-orm') },
  },
  {
    name: 'duckdb-only-in-population',
    comment: 'The benches write SQL by hand and measure it beside ours.',
    severity: 'error',
    from: { pathNot: ['^population/', '^bench/'] },
    to: { path: packages('@duckdb/[^/]+') },
  },
  {
    name: 'react-only-in-web',
    severity: 'error',
    from: { pathNot: '^web/' },
    to: { path: packages('react', 'react-dom', 'antd', '@ant-design/[^/]+', '@tanstack/react-[^/]+') },
  },
  {
    name: 'tsx-only-in-web',
    severity: 'error',
    from: { path: '\\.tsx$', pathNot: '^web/' },
    to: {},
  },
  {
    name: 'product-needs-no-development-package',
    comment: 'What runs at a customer must work after an install without development packages.',
    severity: 'error',
    from: { path: '^(lang|policies|population|server|cli|web)/', pathNot: [testFile, testSupport] },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
  },
  {
    name: 'every-package-is-declared',
    severity: 'error',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
]

const generalRules = [
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  { name: 'tests-are-never-imported', severity: 'error', from: {}, to: { path: '\\.(test|spec)\\.tsx?$' } },
  { name: 'imports-resolve', severity: 'error', from: {}, to: { couldNotResolve: true } },
  {
    name: 'no-orphans',
    severity: 'error',
    from: { orphan: true, pathNot: ['\\.d\\.ts$', '\\.test\\.tsx?$', '^\\.', '^(policies|docs)/'] },
    to: {},
  },
]

export default {
  forbidden: [...languageRules, ...folderRules, ...packageRules, ...generalRules],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.build|\\.git)/' },
    // Types count as knowing: without this an `import type` could cross any border unseen.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts'],
    },
  },
}
