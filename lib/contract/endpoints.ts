import * as z from "zod";
import { JobFailure } from "./jobs";
import { operation } from "./operation";
import { Instant, PageInput, pageOf, Ulid } from "./page";

export const ENDPOINT_STATES = [
  "creating",
  "in_service",
  "updating",
  "deleting",
  "failed",
] as const;
export const EndpointState = z.enum(ENDPOINT_STATES);
export type EndpointState = z.infer<typeof EndpointState>;

export const Endpoint = z.strictObject({
  id: Ulid,
  name: z.string(),
  engine: z.enum(["tiny"]),
  state: EndpointState,
  failure: JobFailure.nullable(),
  instanceType: z.string(),
  instanceCount: z.int().min(0),
  priceUsdPerHour: z.number().min(0).describe("Of one instance"),
  createdAt: Instant,
});
export type Endpoint = z.infer<typeof Endpoint>;

export const endpoints = {
  list: operation({
    method: "GET",
    path: "/endpoints",
    summary: "List endpoints, newest first",
    permission: "endpoints:read",
    errors: ["invalid_input"],
  })
    .input(PageInput)
    .output(pageOf(Endpoint)),

  get: operation({
    method: "GET",
    path: "/endpoints/{id}",
    summary: "Read one endpoint",
    permission: "endpoints:read",
    errors: ["invalid_input", "not_found"],
  })
    .input(z.strictObject({ id: Ulid }))
    .output(Endpoint.extend({ queueDepth: z.int().min(0).describe("Jobs that are not settled") })),
};
