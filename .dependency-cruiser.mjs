/** Who may import whom (docs/architecture.md). A rule names a layer and everything of ours that it may reach. */

const OURS = "^(app|components|e2e|lib|prisma|scripts|instrumentation|proxy)";
const DOMAIN_INDEX = "^lib/domain/[^/]+/index[.]ts$";
const TEST = "[.](test|contract)[.]tsx?$";

/** A layer's files may import, of ours, only what is listed. Tests may also use the harness. */
const layer = (name, from, may) => ({
  name,
  severity: "error",
  from: { path: from, pathNot: TEST },
  to: { path: OURS, pathNot: may },
});

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    layer("kernel-is-pure", "^lib/kernel/", ["^lib/kernel/"]),
    layer("ports-know-the-kernel", "^lib/ports/", ["^lib/(ports|kernel)/"]),
    layer("platform-knows-ports-and-kernel", "^lib/platform/", ["^lib/(platform|ports|kernel)/"]),
    layer("adapters-know-ports-and-kernel", "^lib/adapters/", ["^lib/(adapters|ports|kernel)/"]),
    {
      name: "domain-knows-other-domains-by-their-index",
      severity: "error",
      from: { path: "^lib/domain/([^/]+)/", pathNot: TEST },
      to: { path: OURS, pathNot: ["^lib/domain/$1/", DOMAIN_INDEX, "^lib/(platform|ports|kernel)/"] },
    },
    layer("api-knows-domain-indexes", "^lib/api/", ["^lib/api/", DOMAIN_INDEX, "^lib/(platform|kernel)/"]),
    {
      name: "a-contract-is-kernel-and-zod",
      severity: "error",
      from: { path: "^lib/api/[^/]+/(contract|shapes)[.]ts$" },
      // Another contract's schemas are schemas too.
      to: { pathNot: ["^lib/kernel/", "^node_modules/zod/", "^lib/api/[^/]+/(contract|shapes)[.]ts$"] },
    },
    layer("components-know-the-kernel", "^components/", ["^components/", "^lib/kernel/"]),
    // The kernel is pure: its types and formats may be used anywhere.
    layer("app-is-an-edge", "^app/", [
      "^app/",
      "^components/",
      "^lib/(api|kernel)/",
      DOMAIN_INDEX,
      "^lib/composition[.]ts$",
    ]),
    {
      name: "nothing-imports-app",
      severity: "error",
      from: { pathNot: "^app/" },
      to: { path: "^app/" },
    },
    {
      name: "adapters-are-chosen-in-one-place",
      severity: "error",
      from: { path: OURS, pathNot: ["^lib/(composition[.]ts|adapters/|testing/)", TEST] },
      to: { path: "^lib/adapters/" },
    },
    {
      // URLs that strangers wrote are reached through the egress port alone, which checks where they lead (decisions 9).
      name: "one-way-out",
      severity: "error",
      // The page of the error codes reads the names of the statuses there.
      from: {
        path: "^(app|components|lib|instrumentation|proxy)",
        pathNot: ["^lib/(adapters|testing)/", "docs/source/errors[.]ts$", TEST],
      },
      to: {
        path: ["^node_modules/undici/", "^(node:)?(https?|http2|net|tls|dgram|dns)(/promises)?$"],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "prisma-stays-in-stores",
      severity: "error",
      from: {
        path: OURS,
        pathNot: ["^lib/platform/", "^lib/domain/[^/]+/store[.]ts$", "^lib/testing/", "^scripts/schema-engine/"],
      },
      // The types of rows may travel within the domain; what reads and writes them may not.
      to: { path: ["^node_modules/@prisma/", "^lib/platform/prisma/"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "rows-stay-in-the-domain",
      severity: "error",
      from: { path: ["^(app|components)/", "^lib/(kernel|ports|adapters)/"], pathNot: TEST },
      to: { path: ["^node_modules/@prisma/", "^lib/platform/prisma/"] },
    },
    {
      name: "the-harness-is-for-tests",
      severity: "error",
      from: { path: "^(app|components|lib|instrumentation)", pathNot: ["^lib/testing/", TEST] },
      to: { path: ["^lib/testing/", "^scripts/", "^e2e/", TEST] },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: { path: OURS },
      to: { circular: true },
    },
    {
      name: "no-development-dependencies-at-run-time",
      severity: "error",
      from: { path: "^(app|components|lib|instrumentation)", pathNot: ["^lib/testing/", TEST] },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-unresolved-imports",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^lib/platform/prisma/"] },
    exclude: { path: ["^[.]next/", "^lib/platform/prisma/.*/"] },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
