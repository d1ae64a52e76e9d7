/**
 * Who may know whom (docs/architecture.md), checked in `npm test`.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const tests = '[.]test[.]tsx?$'

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one thing, or share a third.',
      severity: 'error',
      from: { pathNot: '^app/generated' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nobody-knows-routes',
      comment: 'Routes are adapters; what two of them need belongs to the domain, the platform or the design system.',
      severity: 'error',
      from: { pathNot: '^app/routes' },
      to: { path: '^app/routes/' },
    },
    {
      name: 'ui-knows-ui',
      comment: 'The design system could ship in another product. It may name languages.',
      severity: 'error',
      from: { path: '^app/ui', pathNot: tests },
      to: { path: '^(app|emails|prisma|scripts|tests)/', pathNot: '^app/(ui/|platform/(language|time)[.]ts$)' },
    },
    {
      name: 'platform-knows-no-domain',
      severity: 'error',
      from: { path: '^app/platform', pathNot: tests },
      to: { path: '^(app/(domain|ui|routes)|emails|prisma|scripts|tests)/' },
    },
    {
      name: 'domain-knows-domain-and-platform',
      comment: 'Screens are in components/ and may use the design system; mails are rendered by the mail worker alone.',
      severity: 'error',
      from: { path: '^app/domain', pathNot: `(${tests}|/components/)` },
      to: { path: '^(app/ui|emails|prisma|scripts|tests)/', pathNot: '^emails/' },
    },
    {
      name: 'mails-are-rendered-by-the-worker',
      severity: 'error',
      from: { path: '^app', pathNot: `(^app/domain/notifications/|${tests})` },
      to: { path: '^emails/' },
    },
    {
      name: 'emails-take-props',
      comment: 'Templates fetch nothing and know neither the domain nor the database.',
      severity: 'error',
      from: { path: '^emails', pathNot: tests },
      to: { path: '^(app|prisma|scripts|tests)/|@prisma|^node_modules/pg/', pathNot: '^app/platform/(language|time)[.]ts$' },
    },
    {
      name: 'nouns-keep-their-screens',
      comment: 'A noun uses another through queries, commands, rules, schema, messages; screens that combine nouns are composed in routes.',
      severity: 'error',
      from: { path: '^app/domain/([^/]+)/', pathNot: tests },
      to: { path: '^app/domain/[^/]+/.*components/', pathNot: '^app/domain/$1/' },
    },
    {
      name: 'pure-domain',
      comment: 'Rules, schemas, queries and commands know no requests, redirects or React.',
      severity: 'error',
      from: { path: '^app/domain/.*(rules|schema|policy|queries[.]server|commands[.]server|calendar)[.]ts$' },
      to: { path: '^node_modules/(@remix-run|react|react-dom|express)/|^app/platform/http/' },
    },
    {
      name: 'rules-are-pure',
      comment: 'Values in, values out: no database, no environment, no files.',
      severity: 'error',
      from: { path: '^app/domain/.*(rules|schema|policy)[.]ts$' },
      to: { path: '[.]server[.]tsx?$|^node_modules/(pg|pg-boss|@prisma)/|^(node:)?(fs|net|http|https|child_process)$' },
    },
    {
      name: 'prisma-where-it-belongs',
      comment: 'Everything else asks through queries and commands.',
      severity: 'error',
      from: { pathNot: '^(app/platform/db[.]server[.]ts|app/domain/.*[.]server([.]test)?[.]ts|app/generated|prisma|tests|scripts)' },
      to: { path: '^app/generated|^node_modules/@prisma/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'connections-where-they-belong',
      comment: 'Only the platform and what sets up databases open connections; they do not pass by the actor there.',
      severity: 'error',
      from: { pathNot: `(^(app/platform/.*[.]server|prisma|tests|scripts)|${tests})` },
      to: { path: '^node_modules/pg/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'islands-are-for-browsers',
      severity: 'error',
      from: { path: '^app/ui/islands', pathNot: tests },
      to: { path: '^node_modules/(react|react-dom|@remix-run)/|[.]server[.]' },
    },
    {
      name: 'no-development-packages-in-production',
      comment: 'What the build puts into files (fonts, scripts for browsers, the list of routes) is not asked for later.',
      severity: 'error',
      from: { path: '^(app|emails|prisma/(?!seed/|engine)|scripts/(serve|built-server|sentences)[.])', pathNot: `(${tests}|^app/generated)` },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/(@types|leaflet|@fontsource-variable|@simplewebauthn/browser|@remix-run/route-config)' },
    },
    {
      name: 'everything-is-found',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(app/generated/prisma/(models|internal)|build|[.]data)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['node', 'import', 'default', 'types'] },
  },
}
