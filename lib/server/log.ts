import "server-only";
import pino from "pino";

/** JSON lines on stdout. Never give it bodies, headers or signed addresses. */
export const log = pino({ name: "console", base: undefined });
