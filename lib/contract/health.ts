import * as z from "zod";
import { operation } from "./operation";

export const health = {
  get: operation({
    method: "GET",
    path: "/health",
    summary: "Tell version and region; needs no sign-in",
    permission: "public",
    errors: [],
  }).output(
    z.strictObject({
      status: z.literal("ok"),
      version: z.string(),
      region: z.string(),
      assetOrigin: z.url().describe("Origin of presigned URLs, for the console's content policy"),
    }),
  ),
};
