import { API_VERSION } from "@/lib/contract/contract";
import type { Deployment } from "@/lib/ports/environment";
import { env } from "../env";
import { once } from "../once";

/** Origin that browsers load files from; always the regional host, which never redirects. */
function assetOrigin() {
  if (env.s3Endpoint) return new URL(env.s3Endpoint).origin;
  const host = `s3.${env.region}.amazonaws.com`;
  return `https://${env.s3PathStyle ? host : `${env.bucketName}.${host}`}`;
}

const readDeployment = (): Deployment => ({
  version: API_VERSION,
  region: env.region,
  assetOrigin: assetOrigin(),
});

export const deploymentPorts = once(() => ({ deployment: readDeployment() }));
