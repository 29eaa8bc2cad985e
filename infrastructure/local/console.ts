import { once } from "node:events";
import { createServer } from "node:http";
import next from "next";
import { REPOSITORY } from "./fork-module";
import { LOOPBACK } from "./loopback-server";

/** The console as a process of its own, which ends with the process that started it. */
const port = Number(process.env.PORT);
process.once("disconnect", () => process.exit(0));
process.once("SIGTERM", () => process.exit(0));

const server = createServer();
const app = next({
  dev: process.env.NODE_ENV === "development",
  dir: REPOSITORY,
  hostname: "localhost",
  port,
  httpServer: server,
});
await app.prepare();
const answer = app.getRequestHandler();
server.on("request", (request, response) => void answer(request, response));
server.listen(port, LOOPBACK);
await once(server, "listening");
process.send?.({ listening: port });
