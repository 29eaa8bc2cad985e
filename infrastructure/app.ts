import { App } from "aws-cdk-lib";
import { AtelierStack } from "./stacks/atelier-stack";
import { FEATURE_FLAGS } from "./stacks/feature-flags";

const app = new App({ context: FEATURE_FLAGS });
new AtelierStack(app, "Atelier", {
  description: "Atelier's middleware: an API over Stable Diffusion on SageMaker",
});
