import { fileURLToPath } from "node:url";
import { App } from "aws-cdk-lib";
import { AtelierStack } from "./stacks/atelier-stack";
import { FEATURE_FLAGS } from "./stacks/feature-flags";
import { BUNDLES_CONTEXT, bundleLambdas } from "./stacks/lambda-bundles";

const bundles = fileURLToPath(new URL("../node_modules/.cache/atelier/lambdas", import.meta.url));
await bundleLambdas(bundles);

const app = new App({ context: { ...FEATURE_FLAGS, [BUNDLES_CONTEXT]: bundles } });
new AtelierStack(app, "Atelier", {
  description: "Atelier's middleware: an API over Stable Diffusion on SageMaker",
});
