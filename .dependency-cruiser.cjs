/**
 * The import walls: denied unless listed. `tests/boundaries` holds one refused example per rule.
 * @type {import("dependency-cruiser").IConfiguration}
 */
const own = (from, ...allowed) => ({
  from: { path: from },
  to: { path: "^(app|components|lib|infrastructure|tests|proxy\\.ts)", pathNot: allowed },
});
const rule = (name, comment, { from, to }) => ({ name, comment, severity: "error", from, to });
const AWS_SDK = "node_modules/(@aws-sdk|@smithy)/";
const CONTRACT = "^lib/contract/";
const RULES = "^lib/rules/";

module.exports = {
  forbidden: [
    rule("no-cycle", "Cycles hide which side decides. Move what both need below both.", {
      from: {},
      to: { circular: true },
    }),
    {
      name: "no-orphan",
      comment: "A file nobody imports is dead or misplaced. Import it or delete it.",
      severity: "error",
      from: {
        orphan: true,
        pathNot: [
          "^app/",
          "\\.d\\.ts$",
          "\\.json$",
          "^proxy\\.ts$",
          "^infrastructure/app\\.ts$",
          "^infrastructure/local/",
        ],
      },
      to: {},
    },
    rule(
      "contract-alone",
      "The contract imports nothing of ours: it is shipped to every side.",
      own("^lib/contract/", CONTRACT),
    ),
    rule("rules-pure", "Rules may import the contract only.", own(RULES, RULES, CONTRACT)),
    rule(
      "ports-types",
      "Ports may import the contract and types of rules.",
      own("^lib/ports/", "^lib/ports/", CONTRACT, RULES),
    ),
    rule(
      "use-cases-own-noun",
      "A use case imports contract, rules, ports and its own noun. Share through rules or ports.",
      own("^lib/use-cases/([^/]+)/", "^lib/use-cases/$1/", "^lib/ports/", CONTRACT, RULES),
    ),
    rule(
      "client",
      "The client is made from the contract.",
      own("^lib/client/", "^lib/client/", CONTRACT, RULES),
    ),
    rule(
      "format",
      "Formatting knows the contract and rules only.",
      own("^lib/format/", "^lib/format/", CONTRACT, RULES),
    ),
    rule(
      "messages",
      "Message catalogues import nothing of ours.",
      own("^lib/messages/", "^lib/messages/"),
    ),
    rule(
      "console-server",
      "The console's server side is a client of the API: it may not touch use cases or infrastructure.",
      own("^lib/server/", "^lib/server/", "^lib/client/", "^lib/format/", CONTRACT, RULES),
    ),
    rule(
      "ui-knows-no-noun",
      "Primitives in components/ui know no noun.",
      own("^components/ui/", "^components/ui/", "^lib/format/"),
    ),
    rule(
      "components-own-noun",
      "A noun's components never import another noun's: only app composes nouns.",
      own(
        "^components/(?!ui/)([^/]+)/",
        "^components/$1/",
        "^components/ui/",
        "^lib/client/",
        "^lib/format/",
        CONTRACT,
        RULES,
      ),
    ),
    rule(
      "app-composes",
      "Routes compose components and lib; they never reach into infrastructure or use cases.",
      own(
        "^(app/|proxy\\.ts)",
        "^app/",
        "^components/",
        "^lib/(server|client|contract|rules|format|messages)/",
      ),
    ),
    rule(
      "lambdas",
      "A Lambda imports contract, rules, ports, its own use cases, adapters and the runtime.",
      own(
        "^infrastructure/([^/]+)/[^/]+\\.lambda\\.ts$",
        "^lib/use-cases/$1/",
        "^lib/ports/",
        "^infrastructure/adapters/",
        "^infrastructure/runtime/",
        "^infrastructure/$1/",
        CONTRACT,
        RULES,
      ),
    ),
    rule("lambdas-no-cdk", "CDK in a Lambda bundle costs a second of cold start.", {
      from: { path: "\\.lambda\\.ts$|^infrastructure/(runtime|adapters)/" },
      to: { path: "node_modules/(aws-cdk-lib|constructs)/" },
    }),
    rule(
      "constructs",
      "Constructs and stacks import the contract, storage and each other.",
      own(
        "^infrastructure/(app\\.ts|stacks/|monitoring/|(inferences|images|models|endpoints|team|gateway)/(?!.*\\.lambda\\.ts$))",
        "^infrastructure/(stacks|storage|monitoring|inferences|images|models|endpoints|team|gateway)/",
        CONTRACT,
      ),
    ),
    rule(
      "sdk-lives-in-adapters",
      "The AWS SDK is imported by adapters only; give use cases a port.",
      {
        from: { pathNot: ["^infrastructure/(adapters|local)/", "^tests/"] },
        to: { path: AWS_SDK },
      },
    ),
    rule(
      "adapters-own-system",
      "An adapter imports contract, rules, ports, the storage keys and its own system.",
      own(
        "^infrastructure/adapters/([^/]+)/",
        "^infrastructure/adapters/$1/",
        "^infrastructure/storage/keys\\.ts$",
        "^lib/ports/",
        CONTRACT,
        RULES,
      ),
    ),
    rule(
      "runtime",
      "The runtime serves use cases: it may import adapters, contract, rules and ports.",
      own(
        "^infrastructure/runtime/",
        "^infrastructure/(runtime|adapters|storage)/",
        "^lib/ports/",
        CONTRACT,
        RULES,
      ),
    ),
    rule(
      "storage",
      "Storage knows keys and tables only.",
      own("^infrastructure/storage/", "^infrastructure/storage/", CONTRACT),
    ),
    rule(
      "nothing-imports-local",
      "The embedded AWS is imported by the start script and tests only.",
      {
        from: { pathNot: ["^infrastructure/local/", "^tests/"] },
        to: { path: "^infrastructure/local/" },
      },
    ),
    rule(
      "local",
      "The embedded AWS may import anything in infrastructure, and what that needs.",
      own("^infrastructure/local/", "^infrastructure/", "^lib/(contract|rules|ports|use-cases)/"),
    ),
    rule("nothing-imports-tests", "Product code does not import tests.", {
      from: { pathNot: "^tests/" },
      to: { path: "^tests/" },
    }),
    rule("no-dev-dependency", "Product code may only import packages that are installed with it.", {
      from: { path: "^(app|components|lib|infrastructure/(adapters|runtime|local)/)" },
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        dependencyTypesNot: ["type-only"],
      },
    }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
