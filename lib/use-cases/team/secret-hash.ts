import { createHash } from "node:crypto";

/** SHA-256 of a random secret, hex: what is stored of it cannot be used in its place. */
export const secretHash = (secret: string) => createHash("sha256").update(secret).digest("hex");
