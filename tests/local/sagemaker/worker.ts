import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/**
 * A worker that does what the body of an invocation asks: `{ say }` answers, `{ status }` fails,
 * `{ die }` ends the process, `{ hang }` never answers, `{ waitMs }` takes its time.
 */
interface Wish {
  say?: string;
  status?: number;
  die?: boolean;
  hang?: boolean;
  waitMs?: number;
}

if (process.env.WORKER_FAILS_TO_START) process.exit(3);

async function grant(wish: Wish): Promise<{ status: number; text: string }> {
  if (wish.die) process.exit(9);
  if (wish.hang) await new Promise(() => undefined);
  if (wish.waitMs) await pause(wish.waitMs);
  return { status: wish.status ?? 200, text: JSON.stringify({ said: wish.say, pid: process.pid }) };
}

const server = createServer(async (request, response) => {
  if (request.url === "/ping") return void response.end("ok");
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const { status, text } = await grant(JSON.parse(Buffer.concat(chunks).toString()));
  response.writeHead(status, { "content-type": "application/json" });
  response.end(
    JSON.stringify({
      ...JSON.parse(text),
      inferenceId: request.headers["x-amzn-sagemaker-inference-id"],
      attributes: request.headers["x-amzn-sagemaker-custom-attributes"],
      accept: request.headers.accept,
      flavour: process.env.FLAVOUR,
    }),
  );
});
server.listen(Number(process.env.PORT), "127.0.0.1", () => {
  // A TCP server that listens has an AddressInfo.
  process.send?.({ listening: (server.address() as AddressInfo).port });
});
process.once("disconnect", () => process.exit(0));
