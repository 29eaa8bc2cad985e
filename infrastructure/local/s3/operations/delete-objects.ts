import { parseXml, type XmlElement, type XmlNode } from "@/infrastructure/local/aws/xml";
import { emptyAnswer, xmlAnswer } from "@/infrastructure/local/s3/answer";
import { receiveText, requireIntegrity } from "@/infrastructure/local/s3/body";
import { unquote, writePrecondition } from "@/infrastructure/local/s3/conditions";
import { notImplemented, S3Error } from "@/infrastructure/local/s3/errors";
import type { ObjectStore } from "@/infrastructure/local/s3/object-store";
import type { Operation } from "@/infrastructure/local/s3/operation";

const KEY_COUNT_MAX = 1000;

export const deleteObject: Operation = async ({ request, storage }) => {
  const precondition = writePrecondition(request);
  await storage.objects.deleteObject(request.bucket, request.key, precondition);
  return emptyAnswer(204);
};

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export const deleteObjects: Operation = async ({ request, payload, storage }) => {
  requireIntegrity(request);
  await storage.objects.getBucket(request.bucket);
  const document = parseXml(await receiveText(request, payload), "Delete");
  const objects = document.children("Object");
  if (objects.length < 1 || objects.length > KEY_COUNT_MAX) throw new S3Error("MalformedXML");
  const isQuiet = document.text("Quiet") === "true";

  const deleted: XmlElement[] = [];
  const failed: XmlElement[] = [];
  for (const object of objects) {
    const key = object.text("Key");
    if (!key) throw new S3Error("MalformedXML");
    const error = await tryDelete(storage.objects, request.bucket, key, object);
    if (error) failed.push({ Key: key, Code: error.code, Message: error.message });
    else if (!isQuiet) deleted.push({ Key: key });
  }
  return xmlAnswer("DeleteResult", { Deleted: deleted, Error: failed });
};

/** One key's refusal does not keep the others from being deleted. */
async function tryDelete(
  objects: ObjectStore,
  bucket: string,
  key: string,
  object: XmlNode,
): Promise<S3Error | undefined> {
  const etag = object.text("ETag");
  const versionId = object.text("VersionId");
  try {
    if (versionId !== undefined && versionId !== "null") throw notImplemented("object versions");
    await objects.deleteObject(bucket, key, (existing) => {
      if (etag === undefined || (existing && unquote(existing.etag) === unquote(etag))) return;
      throw new S3Error(existing ? "PreconditionFailed" : "NoSuchKey");
    });
    return undefined;
  } catch (error) {
    if (error instanceof S3Error) return error;
    throw error;
  }
}
