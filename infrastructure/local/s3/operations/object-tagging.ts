import { emptyAnswer, xmlAnswer } from "@/infrastructure/local/s3/answer";
import { receiveText, requireIntegrity } from "@/infrastructure/local/s3/body";
import type { Operation } from "@/infrastructure/local/s3/operation";
import { parseTagging, taggingToXml } from "@/infrastructure/local/s3/tags";

export const putObjectTagging: Operation = async ({ request, payload, store }) => {
  requireIntegrity(request);
  const tags = parseTagging(await receiveText(request, payload));
  await store.updateObject(request.bucket, request.key, { tags });
  return emptyAnswer(200);
};

export const getObjectTagging: Operation = async ({ request, store }) => {
  const { tags } = await store.getObject(request.bucket, request.key);
  return xmlAnswer("Tagging", taggingToXml(tags));
};

export const deleteObjectTagging: Operation = async ({ request, store }) => {
  await store.updateObject(request.bucket, request.key, { tags: {} });
  return emptyAnswer(204);
};
