/** Installs what the tests need beside npm packages: Debian's Chromium, and moto in a venv of ours. */
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CHROMIUM } from "./chromium";
import { freePort } from "./free-port";

const MOTO = "moto[server]==5.2.1";
const VENV = join(process.cwd(), ".venv");
const isRoot = process.getuid?.() === 0;

function installFromDebian(packages: string[], purpose: string) {
  if (!isRoot || !existsSync("/usr/bin/apt-get")) {
    throw new Error(
      `${purpose} is missing. Install it: sudo apt-get install ${packages.join(" ")}`,
    );
  }
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const aptGet = (...parameters: string[]) =>
    execFileSync("apt-get", ["-qq", ...parameters], { stdio: "inherit", env: environment });
  aptGet("update");
  aptGet("install", "-y", "--no-install-recommends", ...packages);
}

export async function prepareChromium() {
  if (!existsSync(CHROMIUM)) installFromDebian(["chromium"], "Chromium");
}

export async function prepareMoto() {
  if (existsSync(join(VENV, "bin", "moto_server"))) return;
  try {
    execFileSync("python3", ["-m", "venv", VENV], { stdio: "ignore" });
  } catch {
    installFromDebian(["python3", "python3-venv"], "Python 3 with venv");
    execFileSync("python3", ["-m", "venv", VENV], { stdio: "inherit" });
  }
  execFileSync(join(VENV, "bin", "pip"), ["install", "--quiet", MOTO], { stdio: "inherit" });
}

/** Starts moto, a second and independent implementation of AWS, and waits until it answers. */
export async function startMoto(): Promise<{ url: string; stop(): void }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(join(VENV, "bin", "moto_server"), ["-H", "127.0.0.1", "-p", String(port)], {
    stdio: "ignore",
  });
  const exited = new Promise<never>((_, reject) =>
    server.once("exit", (code) => reject(new Error(`moto ended with code ${code}.`))),
  );
  exited.catch(() => {});
  const answered = async () => {
    for (;;) {
      const answer = await fetch(`${url}/moto-api/`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  await Promise.race([answered(), exited]);
  return { url, stop: () => server.kill() };
}
