import type { LambdaModules } from "./lambda";

/** The middleware's functions: the same files that a deployment bundles. */
export const LAMBDAS = {
  "endpoints-api": () => import("@/infrastructure/endpoints/api.lambda"),
  "endpoints-on-schedule": () => import("@/infrastructure/endpoints/on-schedule.lambda"),
  "gateway-api": () => import("@/infrastructure/gateway/api.lambda"),
  "images-api": () => import("@/infrastructure/images/api.lambda"),
  "inferences-api": () => import("@/infrastructure/inferences/api.lambda"),
  "inferences-on-result": () => import("@/infrastructure/inferences/on-result.lambda"),
  "inferences-on-schedule": () => import("@/infrastructure/inferences/on-schedule.lambda"),
  "models-api": () => import("@/infrastructure/models/api.lambda"),
  "team-api": () => import("@/infrastructure/team/api.lambda"),
} satisfies LambdaModules;

type LambdaName = keyof typeof LAMBDAS;

/** Functions by the first segment of the address below `/v1`. */
export const ROUTES: Readonly<Record<string, LambdaName>> = {
  endpoints: "endpoints-api",
  health: "gateway-api",
  images: "images-api",
  inferences: "inferences-api",
  models: "models-api",
  "openapi.json": "gateway-api",
  team: "team-api",
};

export const ON_RESULT: readonly LambdaName[] = ["inferences-on-result"];
export const EACH_MINUTE: readonly LambdaName[] = [
  "endpoints-on-schedule",
  "inferences-on-schedule",
];
