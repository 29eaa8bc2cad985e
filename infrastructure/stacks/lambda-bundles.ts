import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const HANDLER_FILE = /^(?<name>[\w-]+)\.lambda\.ts$/;

/** Every handler below `infrastructure`, as `<noun>/<name>`. */
export function lambdaNames(): string[] {
  const folder = join(ROOT, "infrastructure");
  const nouns = readdirSync(folder, { withFileTypes: true }).filter((file) => file.isDirectory());
  return nouns.flatMap(({ name: noun }) =>
    readdirSync(join(folder, noun)).flatMap((file) => {
      const name = HANDLER_FILE.exec(file)?.groups?.name;
      return name ? [`${noun}/${name}`] : [];
    }),
  );
}

/**
 * The SDK writes HTTP traits with constants as computed keys, which no bundler dares to drop: all
 * of S3's schemas would stay for the sake of a few. Plain keys mean the same.
 */
const plainSchemaKeys: Plugin = {
  name: "plain-schema-keys",
  setup({ onLoad }) {
    onLoad(
      { filter: /@aws-sdk\/client-[\w-]+\/dist-es\/schemas\/schemas_\d+\.js$/ },
      ({ path }) => {
        const source = readFileSync(path, "utf8");
        const texts = new Map(
          [...source.matchAll(/^const (_\w+) = ("[^"\n]*");$/gm)].map(([, name, text]) => [
            name,
            text,
          ]),
        );
        const plain = source.replace(/\[(_\w+)\]:/g, (computed, name) =>
          texts.has(name) ? `${texts.get(name)}:` : computed,
        );
        return { contents: plain, loader: "js" };
      },
    );
  },
};

/** In a Lambda credentials come from the environment; the other ways to find them are a sixth of a bundle. */
const environmentCredentials: Plugin = {
  name: "environment-credentials",
  setup({ onResolve, onLoad }) {
    const namespace = "environment-credentials";
    onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ path }) => ({
      path,
      namespace,
    }));
    onLoad({ filter: /.*/, namespace }, () => ({
      contents: `import { fromEnv } from "@aws-sdk/credential-provider-env";
        export const defaultProvider = (options) => fromEnv(options);`,
      resolveDir: ROOT,
    }));
  },
};

/**
 * zod ties each schema to its JSON Schema form, which no Lambda asks for: the API's description is
 * written when it is built.
 */
const noJsonSchemas: Plugin = {
  name: "no-json-schemas",
  setup({ onLoad }) {
    const filter = /zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/;
    onLoad({ filter }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const names = [...source.matchAll(/^export (?:const|function) (\w+)/gm)].map(
        ([, name]) => name,
      );
      const refuse = `() => { throw new Error("JSON Schemas are not bundled."); }`;
      // Some of these make a schema's methods when it is made; they may be made, but not called.
      const contents = names.map((name) => `export const ${name} = () => refuse;`).join("\n");
      return { contents: `const refuse = ${refuse};\n${contents}`, loader: "js" };
    });
  },
};

/** Bundle every handler to `<folder>/<noun>/<name>/index.mjs`; the SDK and all packages are inside. */
export async function bundleLambdas(folder: string): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    tsconfig: join(ROOT, "tsconfig.json"),
    entryPoints: Object.fromEntries(
      lambdaNames().map((name) => [`${name}/index`, `infrastructure/${name}.lambda.ts`]),
    ),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    minify: true,
    legalComments: "none",
    platform: "node",
    target: "node22",
    format: "esm",
    // CommonJS builds cannot be shaken: with them the SDK alone has twice the size.
    mainFields: ["module", "main"],
    // What is CommonJS within a bundle still asks for Node's own modules with require.
    banner: {
      js: 'import{createRequire as atelierRequire}from"node:module";const require=atelierRequire(import.meta.url);',
    },
    plugins: [plainSchemaKeys, environmentCredentials, noJsonSchemas],
    logLevel: "warning",
  });
}

/** Where synthesized functions find their bundles; set by whoever makes the app. */
export const BUNDLES_CONTEXT = "atelier:lambda-bundles";
