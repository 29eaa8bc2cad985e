import { parseXml, type XmlElement } from "@/infrastructure/local/aws/xml";
import { S3Error } from "@/infrastructure/local/s3/errors";

const TAG_COUNT_MAX = 10;
const TAG_KEY_LENGTH_MAX = 128;
const TAG_VALUE_LENGTH_MAX = 256;

/** Parses `x-amz-tagging`, which is written like a query. */
export function parseTagHeader(text = ""): Record<string, string> {
  return checkTags([...new URLSearchParams(text)]);
}

export function parseTagging(xml: string): Record<string, string> {
  const tags = parseXml(xml, "Tagging").child("TagSet")?.children("Tag") ?? [];
  return checkTags(tags.map((tag) => [tag.text("Key") ?? "", tag.text("Value") ?? ""]));
}

export const taggingToXml = (tags: Record<string, string>): XmlElement => ({
  TagSet: { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
});

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
function checkTags(tags: [key: string, value: string][]): Record<string, string> {
  if (tags.length > TAG_COUNT_MAX) {
    throw new S3Error("BadRequest", `Object tags cannot be greater than ${TAG_COUNT_MAX}`);
  }
  for (const [key, value] of tags) {
    if (key.length < 1 || key.length > TAG_KEY_LENGTH_MAX) {
      throw new S3Error("InvalidTag", "The TagKey you have provided is invalid");
    }
    if (value.length > TAG_VALUE_LENGTH_MAX) {
      throw new S3Error("InvalidTag", "The TagValue you have provided is invalid");
    }
  }
  if (new Set(tags.map(([key]) => key)).size < tags.length) {
    throw new S3Error("InvalidTag", "Cannot provide multiple Tags with the same key");
  }
  return Object.fromEntries(tags);
}
