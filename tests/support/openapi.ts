import { OpenAPIGenerator } from "@orpc/openapi";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import * as z from "zod";
import { API_VERSION, BASE_PATH, contract } from "@/lib/contract/contract";
import { Endpoint } from "@/lib/contract/endpoints";
import { ERRORS, type ErrorCode } from "@/lib/contract/errors";
import { Image } from "@/lib/contract/images";
import { Inference, InferenceDetail, TextToImage } from "@/lib/contract/inferences";
import { JobFailure } from "@/lib/contract/jobs";
import { Model } from "@/lib/contract/models";
import { Session, User } from "@/lib/contract/team";
import { operations } from "./operations";

const SECURITY_SCHEMES = {
  apiKey: {
    type: "apiKey",
    in: "header",
    name: "x-api-key",
    description: "The connection's token.",
  },
  assertion: {
    type: "apiKey",
    in: "header",
    name: "x-atelier-assertion",
    description:
      "JWT of at most 60 seconds in which the console's server vouches for the caller and for exactly this request.",
  },
} as const;

const output = (schema: z.ZodType) => ({ strategy: "output" as const, schema });

/** The body of an error as it stands on the wire. */
const errorBody = (code: ErrorCode) =>
  z.object({
    defined: z.literal(true),
    code: z.literal(code),
    status: z.literal(ERRORS[code].status),
    message: z.string(),
    data: ERRORS[code].data,
  });

const errorName = (code: string) => `Error_${code}`;

/** Schemas that many operations share stand once in the document. */
const COMMON_SCHEMAS = {
  Endpoint: output(Endpoint),
  Image: output(Image),
  Inference: output(Inference),
  InferenceDetail: output(InferenceDetail),
  JobFailure: output(JobFailure),
  Model: output(Model),
  Session: output(Session),
  TextToImage: output(TextToImage),
  User: output(User),
  ...Object.fromEntries(
    // The keys of the table are exactly the codes.
    (Object.keys(ERRORS) as ErrorCode[]).map((code) => [errorName(code), output(errorBody(code))]),
  ),
};

/** OpenAPI 3.1 of the whole contract, with each operation's permission as `x-permission`. */
export async function generateOpenApi() {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: {
      title: "Atelier",
      version: API_VERSION,
      description: "Stable Diffusion on your own AWS account.",
    },
    servers: [{ url: BASE_PATH }],
    components: { securitySchemes: SECURITY_SCHEMES },
    security: [{ apiKey: [], assertion: [] }],
    commonSchemas: COMMON_SCHEMAS,
    customErrorResponseBodySchema: (errors) => ({
      anyOf: errors.map(([code]) => ({ $ref: `#/components/schemas/${errorName(code)}` })),
    }),
  });
  for (const { method, path, meta } of operations()) {
    // The generator writes methods in lower case and one operation for each of the contract.
    const paths = document.paths as Record<string, Record<string, Record<string, unknown>>>;
    const operation = paths[path]?.[method.toLowerCase()];
    if (!operation) throw new Error(`OpenAPI lacks ${method} ${path}.`);
    operation["x-permission"] = meta.permission;
    if (meta.permission === "public") operation.security = [{ apiKey: [] }];
  }
  return document;
}
