import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";

function parse(uri: string): { Bucket: string; Key: string } {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  if (!Bucket || !Key) throw new Error(`${uri} is not the s3:// URI of an object.`);
  return { Bucket, Key };
}

/** The bytes of the object at an s3:// URI. Throws the SDK's errors. */
export async function readObject(s3: S3Client, uri: string): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand(parse(uri)));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

/** Writes the object at an s3:// URI, replacing what was there. Throws the SDK's errors. */
export async function writeObject(
  s3: S3Client,
  uri: string,
  content: Buffer | string,
  contentType: string,
): Promise<void> {
  await s3.send(new PutObjectCommand({ ...parse(uri), Body: content, ContentType: contentType }));
}
