import { expect, test } from "vitest";
import committed from "@/lib/contract/openapi.json";
import { generateOpenApi } from "@/tests/support/openapi";

test("the committed OpenAPI document is the contract's: run `npm run openapi` after a change", async () => {
  const generated = JSON.parse(JSON.stringify(await generateOpenApi()));
  expect(generated).toEqual(committed);
});
