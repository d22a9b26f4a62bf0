import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Rules of the house that no plug-in knows (docs/architecture.md). */
const WALL_CLOCK = "Business time is ctx.now; wall time comes from lib/kernel/clock.ts.";
const wallClock = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: WALL_CLOCK },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: WALL_CLOCK },
  { selector: "CallExpression[callee.name='Date']", message: WALL_CLOCK },
];
const environment = {
  object: "process",
  property: "env",
  message: "The environment is read once, in lib/platform/env.ts; take Settings instead.",
};

const TESTS = ["**/*.test.{ts,tsx}", "**/*.contract.ts", "lib/testing/**", "e2e/**"];
/** Programs and configuration around the application: they meet the machine as it is. */
const TOOLING = [
  "scripts/**",
  "*.config.{ts,mjs}",
  "prisma.config.ts",
  "instrumentation.ts",
  ".dependency-cruiser.mjs",
];

export default tseslint.config(
  {
    ignores: [
      "**/node_modules/",
      ".next/",
      ".data/",
      "lib/platform/prisma/",
      "next-env.d.ts",
      "playwright-report/",
      "test-results/",
    ],
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "error" } },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/consistent-type-definitions": "off",
      // Matters of taste: an arrow that returns nothing reads well, and so does a comparison with null beside a field's.
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/no-meaningless-void-operator": "off",
      "@typescript-eslint/prefer-optional-chain": "off",
      // Abort reasons are whatever the caller gave; they are passed on as they are.
      "@typescript-eslint/prefer-promise-reject-errors": [
        "error",
        { allowThrowingAny: true, allowThrowingUnknown: true },
      ],
      // Code points are what is meant where a string is spread.
      "@typescript-eslint/no-misused-spread": "off",
      // What is shared between Next's bundles lives under symbols of globalThis.
      "@typescript-eslint/no-dynamic-delete": "off",
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { attributes: false, arguments: false } },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/no-unsafe-unary-minus": "off", // it does not know branded numbers (Cents)
      "@typescript-eslint/require-await": "off", // an implementation may have nothing to wait for where its interface does
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      eqeqeq: ["error", "always"],
      "max-lines": ["error", { max: 400 }],
      "max-lines-per-function": ["error", { max: 70, skipComments: true }],
      "no-console": "error",
      "no-restricted-properties": ["error", environment],
      "no-restricted-syntax": ["error", ...wallClock],
      "prefer-const": "error",
    },
  },
  { files: ["**/*.tsx"], plugins: { "react-hooks": reactHooks }, rules: reactHooks.configs.recommended.rules },
  {
    files: ["lib/{api,domain,kernel,platform,ports}/**/*.ts"],
    rules: {
      "no-restricted-globals": [
        "error",
        { name: "fetch", message: "URLs that strangers wrote are reached through ctx.egress alone (decisions 9)." },
      ],
    },
  },
  { files: ["lib/platform/env.ts"], rules: { "no-restricted-properties": "off" } },
  { files: ["lib/kernel/clock.ts"], rules: { "no-restricted-syntax": "off" } },
  {
    files: TOOLING,
    rules: { "no-console": "off", "no-restricted-properties": "off", "no-restricted-syntax": "off" },
  },
  {
    files: TESTS,
    rules: {
      // A suite is one long function of short tests.
      "max-lines-per-function": "off",
      "no-restricted-globals": "off",
      "no-restricted-properties": "off",
      "no-restricted-syntax": "off",
    },
  },
  // The demo's programs and the configuration are plain JavaScript, as their readers would write it.
  { files: ["**/*.mjs"], ...tseslint.configs.disableTypeChecked },
);
