/**
 * Completes package-lock.json with the optional packages of other platforms. npm leaves out those
 * that it could not read while it wrote the file, and `npm ci` then refuses the file everywhere.
 * Their versions are exact in the packages that ask for them; platform and processor stand in
 * their names. Run it after `npm install`.
 */
import { readFileSync, writeFileSync } from "node:fs";

interface LockedPackage {
  version?: string;
  optional?: boolean;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}
interface LockFile {
  packages: Record<string, LockedPackage>;
}

const SYSTEMS =
  /(?:^|-)(aix|android|darwin|freebsd|linux|linuxmusl|netbsd|openbsd|openharmony|sunos|win32)(?=-|$)/;
const PROCESSORS =
  /(?:^|-)(arm64|armv6|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x|universal|wasm32|x64)(?=-|$)/;

function platformOf(name: string): Pick<LockedPackage, "os" | "cpu" | "libc"> {
  const last = name.split("/").at(-1) ?? "";
  const system = SYSTEMS.exec(last)?.[1];
  const processor = PROCESSORS.exec(last)?.[1];
  const isMusl = last.includes("musl");
  const isGnu = last.includes("gnu");
  return {
    ...(processor && processor !== "universal" ? { cpu: [processor.replace("armv6", "arm")] } : {}),
    ...(system ? { os: [system.replace("linuxmusl", "linux")] } : {}),
    ...(isMusl || isGnu ? { libc: [isMusl ? "musl" : "glibc"] } : {}),
  };
}

function missingFrom({ packages }: LockFile): Record<string, LockedPackage> {
  const missing: Record<string, LockedPackage> = {};
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      const nested = `${path}/node_modules/${name}`;
      const place = `node_modules/${name}`;
      if (packages[nested] || packages[place] || missing[place]) continue;
      const version = range.replace(/^[~^]/, "");
      missing[place] = { version, ...platformOf(name), ...(dev ? { dev } : {}), optional: true };
    }
  }
  return missing;
}

const FILE = "package-lock.json";
const lock: LockFile = JSON.parse(readFileSync(FILE, "utf8"));
const missing = missingFrom(lock);
lock.packages = Object.fromEntries(
  Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => a.localeCompare(b, "en")),
);
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${Object.keys(missing).length} optional packages added to ${FILE}`);
