import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleLambdas, lambdaNames } from "@/infrastructure/stacks/lambda-bundles";
import { ENVIRONMENT } from "@/infrastructure/storage/environment";
import { clouds, credentials, openTestTable, region } from "../adapters/support/clouds";

/** Init time of a Lambda follows the size of what it must parse. */
const SIZE_BYTES_MAX = 600_000;

describe("bundled functions", () => {
  const folder = mkdtempSync(join(tmpdir(), "atelier-bundles-"));
  const fileOf = (name: string) => join(folder, name, "index.mjs");

  beforeAll(() => bundleLambdas(folder), 180_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What the handler answers in a process of its own, as far from this repository as on AWS. */
  async function invoke(name: string, event: object, environment: Record<string, string>) {
    const script = `
      const { handler } = await import(process.argv[1]);
      process.stdout.write("\\nANSWER " + JSON.stringify((await handler(JSON.parse(process.argv[2]))) ?? null));
    `;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        "--input-type=module",
        "--eval",
        script,
        pathToFileURL(fileOf(name)).href,
        JSON.stringify(event),
      ],
      { cwd: tmpdir(), env: { NODE_ENV: "production", AWS_REGION: region, ...environment } },
    );
    return JSON.parse(stdout.slice(stdout.lastIndexOf("\nANSWER ") + "\nANSWER ".length));
  }

  it.each(lambdaNames())("%s is small and complete", (name) => {
    const source = readFileSync(fileOf(name), "utf8");
    expect(source.length).toBeLessThanOrEqual(SIZE_BYTES_MAX);
    const imported = [...source.matchAll(/(?:^|[;}])import[^;"'`]*?["']([^"']+)["']/g)].map(
      ([, module]) => module?.replace(/^node:/, ""),
    );
    expect(imported.filter((module) => !builtinModules.includes(module ?? ""))).toEqual([]);
  });

  it("answer a request", async () => {
    const event = {
      httpMethod: "GET",
      path: "/v1/health",
      headers: {},
      multiValueQueryStringParameters: null,
      body: null,
      isBase64Encoded: false,
      requestContext: {
        requestId: "r",
        domainName: "api.example",
        stage: "prod",
        path: "/prod/v1/health",
      },
    };
    const answer = await invoke("gateway/api", event, { [ENVIRONMENT.bucketName]: "pictures" });
    expect(answer).toMatchObject({ statusCode: 200 });
    expect(JSON.parse(answer.body)).toMatchObject({
      status: "ok",
      assetOrigin: "https://pictures.s3.us-east-1.amazonaws.com",
    });
  });

  it("reach AWS with the credentials of their environment", async () => {
    const [embedded] = clouds;
    if (!embedded) throw new Error("There is always the embedded AWS.");
    const server = await openTestTable(embedded);
    const answer = await invoke(
      "inferences/on-schedule",
      {},
      {
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_ENDPOINT_URL_DYNAMODB: server.url,
        [ENVIRONMENT.tableName]: server.tableName,
        [ENVIRONMENT.bucketName]: "pictures",
        [ENVIRONMENT.resultTopicArn]: "arn:aws:sns:us-east-1:111122223333:results",
        [ENVIRONMENT.sagemakerRoleArn]: "arn:aws:iam::111122223333:role/endpoints",
      },
    );
    expect(answer).toBeNull();
    await server.close();
  });
});
