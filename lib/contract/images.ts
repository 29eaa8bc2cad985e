import * as z from "zod";
import { operation } from "./operation";
import { Instant, PageInput, pageOf, Reference, Ulid } from "./page";

/** `<inference id>-<index>`. */
export const ImageId = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{26}-\d{1,4}$/, "This is not the id of an image.");

export const Image = z.strictObject({
  id: ImageId,
  inferenceId: Ulid,
  index: z.int().min(0),
  seed: z.int().min(0),
  width: z.int().positive().describe("Pixels"),
  height: z.int().positive().describe("Pixels"),
  sizeBytes: z.int().positive(),
  prompt: z.string(),
  model: Reference,
  owner: Reference,
  createdAt: Instant,
  url: z.url().describe("The full PNG; valid for some minutes"),
  thumbnailUrl: z.url().describe("WebP of at most 320 px; valid for some minutes"),
  downloadUrl: z.url().describe("The full PNG as an attachment with a file name"),
});
export type Image = z.infer<typeof Image>;

export const images = {
  list: operation({
    method: "GET",
    path: "/images",
    summary: "List images, newest first",
    permission: "inferences:read",
    errors: ["invalid_input"],
  })
    .input(
      PageInput.extend({
        owner: z
          .enum(["me", "everybody"])
          .default("everybody")
          .describe("everybody means everything that the caller may see"),
      }),
    )
    .output(pageOf(Image)),
};
