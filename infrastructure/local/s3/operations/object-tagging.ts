import { emptyAnswer, xmlAnswer } from "@/infrastructure/local/s3/answer";
import { receiveText, requireIntegrity } from "@/infrastructure/local/s3/body";
import type { Operation } from "@/infrastructure/local/s3/operation";
import { parseTagging, taggingToXml } from "@/infrastructure/local/s3/tags";

export const putObjectTagging: Operation = async ({ request, payload, storage }) => {
  requireIntegrity(request);
  const tags = parseTagging(await receiveText(request, payload));
  await storage.objects.updateObject(request.bucket, request.key, { tags });
  return emptyAnswer(200);
};

export const getObjectTagging: Operation = async ({ request, storage }) => {
  const { tags } = await storage.objects.getObject(request.bucket, request.key);
  return xmlAnswer("Tagging", taggingToXml(tags));
};

export const deleteObjectTagging: Operation = async ({ request, storage }) => {
  await storage.objects.updateObject(request.bucket, request.key, { tags: {} });
  return emptyAnswer(204);
};
