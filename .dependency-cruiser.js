/** One direction: routes → features → data → platform; ui depends on nothing but React. */
const nothingButTests = { pathNot: '\\.(test|stories)\\.tsx?$' }

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Circles of types alone too: who reads one of the files has to read the other.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'features-know-no-routes',
      severity: 'error',
      from: { path: '^app/features' },
      to: { path: '^app/(routes|entry|serve|root|load-context)' },
    },
    {
      name: 'features-do-not-import-one-another',
      severity: 'error',
      from: { path: '^app/features/([^/]+)/' },
      to: { path: '^app/features/', pathNot: '^app/features/$1/' },
    },
    {
      name: 'data-knows-platform-only',
      severity: 'error',
      from: { path: '^app/data', ...nothingButTests },
      to: { path: '^app/(routes|features|ui)' },
    },
    {
      name: 'platform-knows-nothing-above',
      severity: 'error',
      from: { path: '^app/platform', ...nothingButTests },
      to: { path: '^app/(routes|features|data|ui)' },
    },
    {
      name: 'ui-knows-react-only',
      severity: 'error',
      from: { path: '^app/ui', ...nothingButTests },
      to: { path: '^(app/(routes|features|data|platform)|node_modules/(?!react|@types/react))' },
    },
    {
      name: 'only-data-talks-to-postgres',
      severity: 'error',
      from: { path: '^app/(?!data/)' },
      to: { path: 'node_modules/pg/' },
    },
    {
      name: 'supabase-in-one-place',
      severity: 'error',
      from: { path: '^app/(?!platform/auth/)' },
      to: { path: 'node_modules/@supabase/' },
    },
    {
      name: 'product-needs-no-local-parts',
      severity: 'error',
      from: { path: '^app/', ...nothingButTests },
      to: { path: '^(supabase|tests)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
}
