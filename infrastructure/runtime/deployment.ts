import { API_VERSION } from "@/lib/contract/contract";
import type { Deployment } from "@/lib/ports/environment";
import { env } from "./env";

/** Origin that browsers load files from; always the regional host, which never redirects. */
function assetOrigin() {
  if (env.s3Endpoint) return new URL(env.s3Endpoint).origin;
  const host = `s3.${env.region}.amazonaws.com`;
  return `https://${env.s3PathStyle ? host : `${env.bucketName}.${host}`}`;
}

export const readDeployment = (): Deployment => ({
  version: API_VERSION,
  region: env.region,
  assetOrigin: assetOrigin(),
});
