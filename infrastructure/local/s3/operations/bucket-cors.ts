import { parseXml, type XmlElement, type XmlNode } from "@/infrastructure/local/aws/xml";
import { emptyAnswer, xmlAnswer } from "@/infrastructure/local/s3/answer";
import { receiveText, requireIntegrity } from "@/infrastructure/local/s3/body";
import { S3Error } from "@/infrastructure/local/s3/errors";
import type { Operation } from "@/infrastructure/local/s3/operation";
import type { CorsRule } from "@/infrastructure/local/s3/records";

const RULE_COUNT_MAX = 100;
const METHODS = ["GET", "PUT", "POST", "DELETE", "HEAD"];

export const putBucketCors: Operation = async ({ request, payload, storage }) => {
  requireIntegrity(request);
  await storage.objects.getBucket(request.bucket);
  const document = parseXml(await receiveText(request, payload), "CORSConfiguration");
  const corsRules = document.children("CORSRule").map(parseRule);
  if (corsRules.length < 1 || corsRules.length > RULE_COUNT_MAX) throw new S3Error("MalformedXML");
  await storage.objects.updateBucket(request.bucket, { corsRules });
  return emptyAnswer(200);
};

export const getBucketCors: Operation = async ({ request, storage }) => {
  const { corsRules } = await storage.objects.getBucket(request.bucket);
  if (!corsRules) throw new S3Error("NoSuchCORSConfiguration");
  return xmlAnswer("CORSConfiguration", { CORSRule: corsRules.map(ruleToXml) });
};

export const deleteBucketCors: Operation = async ({ request, storage }) => {
  await storage.objects.updateBucket(request.bucket, { corsRules: undefined });
  return emptyAnswer(204);
};

function parseRule(rule: XmlNode): CorsRule {
  const allowedMethods = rule.texts("AllowedMethod");
  const allowedOrigins = rule.texts("AllowedOrigin");
  const unknown = allowedMethods.find((method) => !METHODS.includes(method));
  if (unknown !== undefined) {
    throw new S3Error(
      "InvalidRequest",
      `Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`,
    );
  }
  if (allowedMethods.length === 0 || allowedOrigins.length === 0) {
    throw new S3Error("MalformedXML");
  }
  const maxAge = rule.text("MaxAgeSeconds");
  return {
    id: rule.text("ID"),
    allowedOrigins,
    allowedMethods,
    allowedHeaders: rule.texts("AllowedHeader"),
    exposeHeaders: rule.texts("ExposeHeader"),
    maxAgeSeconds: maxAge === undefined ? undefined : Number(maxAge),
  };
}

const ruleToXml = (rule: CorsRule): XmlElement => ({
  ID: rule.id,
  AllowedHeader: rule.allowedHeaders,
  AllowedMethod: rule.allowedMethods,
  AllowedOrigin: rule.allowedOrigins,
  ExposeHeader: rule.exposeHeaders,
  MaxAgeSeconds: rule.maxAgeSeconds,
});
