import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { S3Endpoint } from "@/tests/local/s3/conformance-case";
import { CREDENTIALS } from "@/tests/local/s3/embedded-endpoint";

const PROGRAM = fileURLToPath(new URL("server-process.ts", import.meta.url));

/** An embedded S3 that can be killed. */
export interface ServerProcess extends S3Endpoint {
  /** `kill -9`: it gets no chance to finish anything. */
  kill(): Promise<void>;
  peakRssBytes(): Promise<number>;
}

export async function forkServer(dataDir: string): Promise<ServerProcess> {
  const { accessKeyId, secretAccessKey } = CREDENTIALS;
  const child = fork(PROGRAM, [dataDir, accessKeyId, secretAccessKey], {
    execArgv: ["--import", "tsx"],
  });
  const url = await answerOf(child, "url");
  return {
    url: String(url),
    region: "us-east-1",
    credentials: CREDENTIALS,
    async kill() {
      const exit = once(child, "exit");
      child.kill("SIGKILL");
      await exit;
    },
    async peakRssBytes() {
      const answer = answerOf(child, "peakRssBytes");
      child.send("measure");
      return Number(await answer);
    },
  };
}

function answerOf(child: ChildProcess, name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once("message", (message: Record<string, unknown>) => resolve(message[name]));
    child.once("exit", (code) => reject(new Error(`the server exited with ${code}`)));
  });
}
