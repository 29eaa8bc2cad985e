import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

const SERVERS = ["s3", "dynamodb", "sagemaker", "secretsManager", "gateway"] as const;
export type ServerName = (typeof SERVERS)[number];
export type Ports = Partial<Record<ServerName, number>>;

const PortsFile = z.partialRecord(z.enum(SERVERS), z.int().min(1).max(65_535));

/**
 * Ports of the embedded servers, kept from start to start: an address that a browser was given
 * before a restart still leads to its file afterwards.
 */
export class RememberedPorts {
  readonly #path: string;
  readonly #ports: Ports;

  private constructor(path: string, ports: Ports) {
    this.#path = path;
    this.#ports = ports;
  }

  static async load(dataDir: string): Promise<RememberedPorts> {
    const path = join(dataDir, "ports.json");
    // A lost or damaged file costs nothing but new ports.
    const ports = await readFile(path, "utf8")
      .then((text) => PortsFile.parse(JSON.parse(text)))
      .catch(() => ({}));
    return new RememberedPorts(path, ports);
  }

  /** Starts a server where it was the last time, or on a free port if somebody else is there now. */
  async start<Started extends { port: number }>(
    name: ServerName,
    start: (port: number) => Promise<Started>,
  ): Promise<Started> {
    const started = await start(this.#ports[name] ?? 0).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE" || this.#ports[name] === undefined) throw error;
      return start(0);
    });
    this.#ports[name] = started.port;
    return started;
  }

  async save(): Promise<void> {
    await mkdir(join(this.#path, ".."), { recursive: true });
    await writeFile(`${this.#path}.new`, `${JSON.stringify(this.#ports)}\n`);
    await rename(`${this.#path}.new`, this.#path);
  }
}
