import { expect, test } from "vitest";
import * as values from "@/lib/client/contract-values";
import * as inferences from "@/lib/contract/inferences";
import * as jobs from "@/lib/contract/jobs";
import * as models from "@/lib/contract/models";
import * as team from "@/lib/contract/team";

const contract: Record<string, unknown> = { ...inferences, ...jobs, ...models, ...team };

// In the browser these values replace the contract's modules; two truths may never drift apart.
test.each(Object.entries(values))("%s is the contract's", (name, value) => {
  expect(value).toEqual(contract[name]);
});
