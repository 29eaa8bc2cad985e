import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** The embedded AWS listens on this address only: nothing outside this computer can reach it. */
export const LOOPBACK = "127.0.0.1";

export interface LoopbackServer {
  url: string;
  port: number;
  /** Lets requests under way finish, for at most two seconds. */
  close(): Promise<void>;
}

const GRACE_MS = 2000;
/** Longer than the SDK keeps an idle connection, which would otherwise meet a closed one. */
const KEEP_ALIVE_MS = 65_000;

/** Serves `answer` on `port`; 0 takes a free one. Throws EADDRINUSE. */
export async function startLoopbackServer(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  port = 0,
): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // The caller hung up, or the answer itself is broken: neither may end the process.
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.listen(port, LOOPBACK);
  await once(server, "listening");
  // A TCP server's address is an AddressInfo once it listens.
  const address = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${address.port}`,
    port: address.port,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      const impatience = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearTimeout(impatience);
    },
  };
}

export class BodyTooLarge extends Error {}

/** The whole body. Throws BodyTooLarge beyond `sizeBytesMax`, after reading the rest away. */
export async function readBody(request: IncomingMessage, sizeBytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  // A request without an encoding yields buffers.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes <= sizeBytesMax) chunks.push(chunk);
  }
  if (sizeBytes > sizeBytesMax) throw new BodyTooLarge();
  return Buffer.concat(chunks);
}
