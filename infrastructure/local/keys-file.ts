import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

const KeysFile = z.object({
  accessKeyId: z.string().min(16),
  secretAccessKey: z.string().min(32),
  /** Opens the gateway; the console and the middleware derive their signing key from it. */
  apiToken: z.string().min(32),
  /** Seals the console's cookies. */
  consoleSecret: z.string().min(32),
});
/** The secrets of one installation. */
export type KeysFile = z.infer<typeof KeysFile>;

const FILE_NAME = "credentials.json";

/** Reads the secrets kept in `dataDir`, or makes and keeps new ones that only their owner can read. */
export async function loadKeys(dataDir: string): Promise<KeysFile> {
  const path = join(dataDir, FILE_NAME);
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text !== undefined) {
    await chmod(path, 0o600);
    return parseKeys(text, path);
  }
  const keys = makeKeys();
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  // Written beside and renamed, so that a kill leaves either no file or a whole one.
  await writeFile(`${path}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return keys;
}

function parseKeys(text: string, path: string): KeysFile {
  try {
    return KeysFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(
      `${path} cannot be read. Restore it from a copy, or delete it and sign in again.`,
      { cause },
    );
  }
}

const makeKeys = (): KeysFile => ({
  accessKeyId: `AKIA${randomBytes(8).toString("hex").toUpperCase()}`,
  secretAccessKey: randomBytes(30).toString("base64url"),
  apiToken: randomBytes(32).toString("base64url"),
  consoleSecret: randomBytes(32).toString("base64url"),
});
