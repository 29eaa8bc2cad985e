import { PlainError } from "./plain-error";

const NODE_MIN = { major: 20, minor: 20 };

/** Checked before anything else is loaded, which an old Node might not even parse. */
function checkNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const { major: majorMin, minor: minorMin } = NODE_MIN;
  if (major > majorMin || (major === majorMin && minor >= minorMin)) return;
  throw new PlainError(
    `Atelier needs Node ${majorMin}.${minorMin} or newer, and this is ${process.versions.node}. Install a newer one from https://nodejs.org.`,
  );
}

try {
  checkNode();
  const { runAtelier } = await import("./run-atelier");
  await runAtelier(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof PlainError ? error.message : error);
  process.exit(1);
}
