import {
  type CORSRule,
  DeleteBucketCorsCommand,
  GetBucketCorsCommand,
  GetObjectCommand,
  PutBucketCorsCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { expect } from "vitest";
import {
  api,
  type CaseContext,
  type ConformanceCase,
  guide,
  refusalOf,
  refusalOfResponse,
} from "@/tests/local/s3/conformance-case";

const CONSOLE_ORIGIN = "https://console.example.com";
const RULE: CORSRule = {
  AllowedOrigins: [CONSOLE_ORIGIN, "http://*.local"],
  AllowedMethods: ["GET", "PUT"],
  AllowedHeaders: ["content-type", "x-amz-meta-*"],
  ExposeHeaders: ["ETag", "x-amz-request-id"],
  MaxAgeSeconds: 600,
};

const setRules = ({ client, bucket }: CaseContext, rules: CORSRule[] = [RULE]) =>
  client.send(
    new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules: rules } }),
  );

const preflight = (
  { endpoint, bucket }: CaseContext,
  origin: string,
  method: string,
  requestedHeaders = "",
) =>
  fetch(`${endpoint.url}/${bucket}/key`, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": method,
      ...(requestedHeaders && { "access-control-request-headers": requestedHeaders }),
    },
  });

export const CORS_CASES: ConformanceCase[] = [
  {
    name: "the rules of a bucket are stored, shown and removed",
    source: api("PutBucketCors"),
    async run(context) {
      const { client, bucket } = context;
      const get = () => client.send(new GetBucketCorsCommand({ Bucket: bucket }));
      expect(await refusalOf(get())).toBe("NoSuchCORSConfiguration 404");
      const rules = [
        { ID: "console", ...RULE },
        { AllowedMethods: ["HEAD"], AllowedOrigins: ["*"] },
      ];
      await setRules(context, rules);
      expect((await get()).CORSRules).toEqual(rules);
      await client.send(new DeleteBucketCorsCommand({ Bucket: bucket }));
      expect(await refusalOf(get())).toBe("NoSuchCORSConfiguration 404");
    },
  },
  {
    name: "a rule with an unknown method, or without an origin, is refused",
    source: api("PutBucketCors"),
    async run(context) {
      const patch = setRules(context, [{ AllowedMethods: ["PATCH"], AllowedOrigins: ["*"] }]);
      expect(await refusalOf(patch)).toBe("InvalidRequest 400");
      const nowhere = setRules(context, [{ AllowedMethods: ["GET"], AllowedOrigins: [] }]);
      expect(await refusalOf(nowhere)).toBe("MalformedXML 400");
    },
  },
  {
    name: "a preflight is allowed where a rule allows origin, method and headers",
    source: guide("cors"),
    async run(context) {
      await setRules(context);
      const allowed = await preflight(context, CONSOLE_ORIGIN, "PUT", "Content-Type, x-amz-meta-a");
      expect(allowed.status).toBe(200);
      expect(Object.fromEntries(allowed.headers)).toMatchObject({
        "access-control-allow-origin": CONSOLE_ORIGIN,
        "access-control-allow-methods": "GET, PUT",
        "access-control-allow-headers": "Content-Type, x-amz-meta-a",
        "access-control-expose-headers": "ETag, x-amz-request-id",
        "access-control-max-age": "600",
      });
      expect((await preflight(context, "http://studio.local", "GET")).status).toBe(200);
    },
  },
  {
    name: "a preflight is refused for another origin, method or header",
    source: guide("cors"),
    async run(context) {
      const refused = "AccessForbidden 403";
      const ask = async (...args: [origin: string, method: string, headers?: string]) =>
        refusalOfResponse(await preflight(context, ...args));
      expect(await ask(CONSOLE_ORIGIN, "PUT")).toBe(refused);
      await setRules(context);
      expect(await ask("https://evil.example.com", "PUT")).toBe(refused);
      expect(await ask(`${CONSOLE_ORIGIN}.evil.com`, "PUT")).toBe(refused);
      expect(await ask(CONSOLE_ORIGIN, "DELETE")).toBe(refused);
      expect(await ask(CONSOLE_ORIGIN, "PUT", "x-amz-acl")).toBe(refused);
    },
  },
  {
    name: "a page may read the answer, and its ETag, only where a rule allows its origin",
    source: guide("cors"),
    async run(context) {
      await setRules(context);
      await context.put("key");
      const command = new GetObjectCommand({ Bucket: context.bucket, Key: "key" });
      const url = await getSignedUrl(context.presigningClient(), command);
      const from = async (origin: string) => (await fetch(url, { headers: { origin } })).headers;
      const allowed = await from(CONSOLE_ORIGIN);
      expect(allowed.get("access-control-allow-origin")).toBe(CONSOLE_ORIGIN);
      expect(allowed.get("access-control-expose-headers")).toContain("ETag");
      const other = await from("https://evil.example.com");
      expect(other.get("access-control-allow-origin")).toBeNull();
    },
  },
  {
    name: "a refusal can be read by the page that it meets",
    source: guide("cors"),
    async run(context) {
      await setRules(context);
      const url = `${context.endpoint.url}/${context.bucket}/key`;
      const refused = await fetch(url, { headers: { origin: CONSOLE_ORIGIN } });
      expect(refused.status).toBe(403);
      expect(refused.headers.get("access-control-allow-origin")).toBe(CONSOLE_ORIGIN);
    },
  },
  {
    name: "a rule for every origin answers with a star",
    source: guide("ManageCorsUsing"),
    async run(context) {
      await setRules(context, [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"] }]);
      const allowed = await preflight(context, "https://anyone.example.com", "GET");
      expect(allowed.headers.get("access-control-allow-origin")).toBe("*");
    },
  },
];
