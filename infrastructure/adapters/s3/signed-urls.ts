import { GetObjectCommand, UploadPartCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { ObjectStore } from "@/lib/ports/objects";
import type { Bucket } from "./bucket-client";
import { attachment } from "./content-disposition";

const WINDOW_SECONDS = 5 * 60;
/** Addresses are handed out during one window, so each is valid for 15 to 20 more minutes. */
const READ_SECONDS = 20 * 60;
/** A part of 8 MiB passes in this time at 20 kbit/s. */
const PART_SECONDS = 60 * 60;
/** About 1 kB each. */
const KEPT_URLS_MAX = 5_000;

const windowStart = (now: Date) =>
  Math.floor(now.getTime() / 1000 / WINDOW_SECONDS) * WINDOW_SECONDS;

/**
 * Addresses of one window, kept because a gallery asks for the same ones at each refresh and
 * signing is the dearest part of answering it.
 */
class KeptUrls {
  private window = 0;
  private urls = new Map<string, string>();

  async get(window: number, name: string, sign: () => Promise<string>): Promise<string> {
    if (window !== this.window || this.urls.size >= KEPT_URLS_MAX) {
      this.window = window;
      this.urls = new Map();
    }
    const kept = this.urls.get(name);
    if (kept) return kept;
    const url = await sign();
    this.urls.set(name, url);
    return url;
  }
}

export function createUrlSigner(bucket: Bucket): Pick<ObjectStore, "readUrl" | "partUrl"> {
  const kept = new KeptUrls();
  return {
    readUrl(key, { downloadAs } = {}) {
      const window = windowStart(bucket.now());
      const command = new GetObjectCommand({
        Bucket: bucket.name,
        Key: key,
        ResponseCacheControl: `private, max-age=${READ_SECONDS}, immutable`,
        ...(downloadAs !== undefined && { ResponseContentDisposition: attachment(downloadAs) }),
      });
      // Neither keys nor file names hold a line break.
      return kept.get(window, `${key}\n${downloadAs ?? ""}`, () =>
        getSignedUrl(bucket.client, command, {
          signingDate: new Date(window * 1000),
          expiresIn: READ_SECONDS,
        }),
      );
    },

    partUrl(key, uploadId, partNumber, sizeBytes) {
      const command = new UploadPartCommand({
        Bucket: bucket.name,
        Key: key,
        UploadId: uploadId,
        PartNumber: partNumber,
        ContentLength: sizeBytes,
      });
      return getSignedUrl(bucket.client, command, {
        signingDate: bucket.now(),
        expiresIn: PART_SECONDS,
        // The address is good for a part of this size and for nothing else.
        signableHeaders: new Set(["host", "content-length"]),
      });
    },
  };
}
