import { isContractProcedure } from "@orpc/contract";
import { expect, test } from "vitest";
import { contract } from "@/lib/contract/contract";

/** Only where an operation lives: the browser needs neither schemas nor documentation. */
function routesOf(node: unknown): unknown {
  if (isContractProcedure(node)) {
    const { method, path } = node["~orpc"].route;
    return `${method} ${path}`;
  }
  return Object.fromEntries(
    Object.entries(node as Record<string, unknown>).map(([key, child]) => [key, routesOf(child)]),
  );
}

// The browser's copy of the contract is a file, so that no schema reaches the bundle. When the
// contract changes, `npx vitest run --config tests/vitest.config.ts tests/server -u` writes it anew.
test("the browser's routes are the contract's", async () => {
  await expect(`${JSON.stringify(routesOf(contract), null, 2)}\n`).toMatchFileSnapshot(
    "../../lib/client/routes.gen.json",
  );
});
