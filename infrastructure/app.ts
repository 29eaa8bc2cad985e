import { App } from "aws-cdk-lib";
import { AtelierStack } from "./stacks/atelier-stack";
import { FEATURE_FLAGS } from "./stacks/feature-flags";
import { BUNDLES_CONTEXT, BUNDLES_FOLDER, bundleLambdas } from "./stacks/lambda-bundles";

await bundleLambdas(BUNDLES_FOLDER);

const app = new App({ context: { ...FEATURE_FLAGS, [BUNDLES_CONTEXT]: BUNDLES_FOLDER } });
new AtelierStack(app, "Atelier", {
  description: "Atelier's middleware: an API over Stable Diffusion on SageMaker",
});
