import type { Answer, Middleware, Person } from "./middleware";

export interface Announced {
  id: string;
  parts: { partNumber: number; etag: string }[];
}

let count = 0;

/** Announce a model of these bytes under a name of its own. */
export function announce(
  middleware: Middleware,
  person: Person,
  bytes: Buffer,
  change: object = {},
): Promise<Answer> {
  count += 1;
  return middleware.call(person, "models.create", {
    name: `Upload ${count}`,
    kind: "checkpoint",
    fileName: "model.safetensors",
    sizeBytes: bytes.length,
    ...change,
  });
}

/** Announce a model and put its one part where the middleware says. */
export async function uploadParts(
  middleware: Middleware,
  person: Person,
  bytes: Buffer,
  change: object = {},
): Promise<Announced> {
  const { body } = await announce(middleware, person, bytes, change);
  const { id } = body.model;
  const signed = await middleware.call(person, "models.signParts", { id, partNumbers: [1] });
  const put = await fetch(signed.body.parts[0].url, { method: "PUT", body: new Uint8Array(bytes) });
  if (!put.ok) throw new Error(`S3 refused the part: ${await put.text()}`);
  return { id, parts: [{ partNumber: 1, etag: put.headers.get("etag") ?? "" }] };
}

/** The whole upload of a model, as far as the middleware takes it. */
export async function upload(
  middleware: Middleware,
  person: Person,
  bytes: Buffer,
  change: object = {},
): Promise<Answer> {
  const { id, parts } = await uploadParts(middleware, person, bytes, change);
  return middleware.call(person, "models.completeUpload", { id, parts });
}
