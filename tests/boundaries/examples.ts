/** One small tree per import wall that the wall must refuse; files are written as they stand here. */
export const REFUSED: Record<string, Record<string, string>> = {
  "no-cycle": {
    "lib/rules/one.ts": `import { two } from "./two";\nexport const one = () => two;`,
    "lib/rules/two.ts": `import { one } from "./one";\nexport const two = () => one;`,
  },
  "no-orphan": { "lib/rules/alone.ts": "export const alone = 1;" },
  "contract-alone": {
    "lib/contract/jobs.ts": `import { rule } from "../rules/rule";\nexport const job = rule;`,
    "lib/rules/rule.ts": "export const rule = 1;",
  },
  "rules-pure": {
    "lib/rules/rule.ts": `import { port } from "../ports/port";\nexport const rule = port;`,
    "lib/ports/port.ts": "export const port = 1;",
  },
  "ports-types": {
    "lib/ports/port.ts": `import { verb } from "../use-cases/models/get";\nexport const port = verb;`,
    "lib/use-cases/models/get.ts": "export const verb = 1;",
  },
  "use-cases-own-noun": {
    "lib/use-cases/models/get.ts": `import { list } from "../images/list";\nexport const get = list;`,
    "lib/use-cases/images/list.ts": "export const list = 1;",
  },
  client: {
    "lib/client/api.ts": `import { session } from "../server/session";\nexport const api = session;`,
    "lib/server/session.ts": "export const session = 1;",
  },
  format: {
    "lib/format/bytes.ts": `import { api } from "../client/api";\nexport const bytes = api;`,
    "lib/client/api.ts": "export const api = 1;",
  },
  messages: {
    "lib/messages/request.ts": `import { api } from "../client/api";\nexport const request = api;`,
    "lib/client/api.ts": "export const api = 1;",
  },
  "console-server": {
    "lib/server/session.ts": `import { get } from "../use-cases/team/get";\nexport const session = get;`,
    "lib/use-cases/team/get.ts": "export const get = 1;",
  },
  "ui-knows-no-noun": {
    "components/ui/card.ts": `import { model } from "../models/model";\nexport const card = model;`,
    "components/models/model.ts": "export const model = 1;",
  },
  "components-own-noun": {
    "components/models/model.ts": `import { image } from "../images/image";\nexport const model = image;`,
    "components/images/image.ts": "export const image = 1;",
  },
  "app-composes": {
    "app/page.ts": `import { get } from "../lib/use-cases/models/get";\nexport const page = get;`,
    "lib/use-cases/models/get.ts": "export const get = 1;",
  },
  lambdas: {
    "infrastructure/models/api.lambda.ts": `import { list } from "../../lib/use-cases/images/list";\nexport const handler = list;`,
    "lib/use-cases/images/list.ts": "export const list = 1;",
  },
  "lambdas-no-cdk": {
    "infrastructure/models/api.lambda.ts": `import { Stack } from "aws-cdk-lib";\nexport const handler = Stack;`,
  },
  constructs: {
    "infrastructure/models/index.ts": `import { store } from "../adapters/dynamodb/store";\nexport const models = store;`,
    "infrastructure/adapters/dynamodb/store.ts": "export const store = 1;",
  },
  "sdk-lives-in-adapters": {
    "lib/use-cases/models/get.ts": `import { S3Client } from "@aws-sdk/client-s3";\nexport const get = S3Client;`,
  },
  "adapters-own-system": {
    "infrastructure/adapters/s3/store.ts": `import { table } from "../dynamodb/table";\nexport const store = table;`,
    "infrastructure/adapters/dynamodb/table.ts": "export const table = 1;",
  },
  runtime: {
    "infrastructure/runtime/serve.ts": `import { get } from "../../lib/use-cases/models/get";\nexport const serve = get;`,
    "lib/use-cases/models/get.ts": "export const get = 1;",
  },
  storage: {
    "infrastructure/storage/table.ts": `import { env } from "../runtime/env";\nexport const table = env;`,
    "infrastructure/runtime/env.ts": "export const env = 1;",
  },
  "nothing-imports-local": {
    "infrastructure/runtime/serve.ts": `import { cloud } from "../local/cloud";\nexport const serve = cloud;`,
    "infrastructure/local/cloud.ts": "export const cloud = 1;",
  },
  local: {
    "infrastructure/local/cloud.ts": `import { session } from "../../lib/server/session";\nexport const cloud = session;`,
    "lib/server/session.ts": "export const session = 1;",
  },
  "nothing-imports-tests": {
    "lib/rules/rule.ts": `import { cloud } from "../../tests/support/cloud";\nexport const rule = cloud;`,
    "tests/support/cloud.ts": "export const cloud = 1;",
  },
  "no-dev-dependency": {
    "lib/server/session.ts": `import { chromium } from "@playwright/test";\nexport const session = chromium;`,
  },
};
