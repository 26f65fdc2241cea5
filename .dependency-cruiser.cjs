/** The walls of the house: docs/architecture.md tells why each stands. @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-orphans",
      severity: "error",
      from: {
        orphan: true,
        path: "^(server|client|shared)/",
        pathNot: "(^client/(main\\.tsx|public/)|\\.d\\.ts$|^server/(main|demo/main)\\.ts$|worker\\.ts$)",
      },
      to: {},
    },
    {
      name: "shared-imports-only-zod",
      severity: "error",
      from: { path: "^shared/" },
      to: { pathNot: "^(shared/|node_modules/zod/)" },
    },
    { name: "server-not-client", severity: "error", from: { path: "^server/" }, to: { path: "^client/" } },
    { name: "client-not-server", severity: "error", from: { path: "^client/" }, to: { path: "^server/" } },
    {
      name: "platform-imports-no-feature",
      severity: "error",
      from: { path: "^(server|client)/platform/" },
      to: { path: "^(server|client)/features/" },
    },
    {
      name: "server-features-through-services",
      comment:
        "A feature reaches another through its service, its index of blocks or membership; never its model or calls.",
      severity: "error",
      from: { path: "^server/features/([^/]+)/" },
      to: {
        path: "^server/features/",
        pathNot:
          "^server/features/($1/|[^/]+/[^/]+\\.service\\.ts$|conversations/access\\.ts$|members/(blocks|user-stream)\\.ts$)",
      },
    },
    {
      name: "client-features-through-stores",
      comment: "A feature reaches another through its store's hooks and its actions; never its views or catalogue.",
      severity: "error",
      from: { path: "^client/features/([^/]+)/" },
      to: { path: "^client/features/", pathNot: "^client/features/($1/|[^/]+/[^/]+\\.(store|actions)\\.ts$)" },
    },
    {
      name: "ui-knows-no-domain",
      severity: "error",
      from: { path: "^client/ui/" },
      to: { path: "^(shared|client/features)/", pathNot: "^shared/text\\.ts$" },
    },
    {
      name: "client-loads-no-calls",
      comment:
        "Of calls the client needs the types alone; their schemas of input, and all of zod, would double its load.",
      severity: "error",
      from: { path: "^client/" },
      to: {
        path: "^(shared/([^/]+\\.calls|registry|typed-text)\\.ts$|node_modules/zod/(index|v4/classic/))",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "only-main-starts-the-store",
      severity: "error",
      from: { path: "^(server|client|shared)/", pathNot: "^server/(open-store\\.ts|maintenance/|embedded-mongodb/)" },
      to: { path: "^server/embedded-mongodb/" },
    },
    {
      name: "store-imports-nothing-of-ours",
      severity: "error",
      from: { path: "^server/embedded-mongodb/" },
      to: { path: "^(server|client|shared)/", pathNot: "^server/embedded-mongodb/" },
    },
    {
      name: "one-file-opens-sockets",
      severity: "error",
      from: { path: "^client/", pathNot: "^client/platform/socket\\.ts$" },
      to: { path: "node_modules/socket\\.io-client/" },
    },
    {
      name: "sockets-in-platform-only",
      severity: "error",
      from: { path: "^server/features/" },
      to: { path: "node_modules/socket\\.io/" },
    },
    {
      name: "no-dev-package-in-server",
      severity: "error",
      from: { path: "^server/" },
      to: { dependencyTypes: ["npm-dev"] },
    },
    {
      name: "no-unknown-package",
      severity: "error",
      from: { path: "^(server|client|shared)/" },
      to: { dependencyTypes: ["unknown", "undetermined", "npm-no-pkg", "npm-unknown"] },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "\\.(css|woff2)$" } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.client.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "node", "default"] },
  },
};
