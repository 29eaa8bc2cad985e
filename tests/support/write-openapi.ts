import { writeFile } from "node:fs/promises";
import { generateOpenApi } from "./openapi";

const target = new URL("../../lib/contract/openapi.json", import.meta.url);
await writeFile(target, `${JSON.stringify(await generateOpenApi(), null, 2)}\n`);
