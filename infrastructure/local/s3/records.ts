import type { StoredChecksum } from "@/infrastructure/local/s3/checksums";

/** A run of an object's bytes: a whole blob, in the order in which the object is read. */
export interface Segment {
  blobId: string;
  sizeBytes: number;
}

export interface BucketRecord {
  createdAt: string;
  /** Undefined in us-east-1, whose location constraint is empty. */
  locationConstraint?: string;
  corsRules?: CorsRule[];
}

export interface CorsRule {
  id?: string;
  allowedOrigins: string[];
  allowedMethods: string[];
  allowedHeaders: string[];
  exposeHeaders: string[];
  maxAgeSeconds?: number;
}

/** What a caller says about an object when it is made, beside its bytes. */
export interface ObjectDescription {
  /** Standard headers that come back as they were given, `content-type` among them. */
  headers: Record<string, string>;
  /** User metadata by name, without `x-amz-meta-`. */
  metadata: Record<string, string>;
  tags: Record<string, string>;
}

export interface ObjectRecord extends ObjectDescription {
  segments: Segment[];
  sizeBytes: number;
  /** With its quotes, as it is sent. */
  etag: string;
  modifiedAt: string;
  checksum?: StoredChecksum;
}

export interface UploadRecord extends ObjectDescription {
  id: string;
  key: string;
  initiatedAt: string;
  checksumAlgorithm?: StoredChecksum["algorithm"];
}

export interface PartRecord extends Segment {
  number: number;
  md5Hex: string;
  modifiedAt: string;
  checksum?: StoredChecksum;
}
