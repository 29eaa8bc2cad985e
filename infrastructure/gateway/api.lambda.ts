import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { answer } from "@/infrastructure/runtime/answer";
import { deploymentPorts } from "@/infrastructure/runtime/ports/deployment";
import { systemPorts } from "@/infrastructure/runtime/ports/system";
import { serve } from "@/infrastructure/runtime/serve";
import { BASE_PATH } from "@/lib/contract/contract";
import openApi from "@/lib/contract/openapi.json";
import { getHealth } from "@/lib/use-cases/gateway/get-health";

const ports = () => ({ ...systemPorts(), ...deploymentPorts() });
const serveHealth = serve("health", { get: getHealth }, ports);
const OPEN_API = JSON.stringify(openApi);

/** What belongs to no noun: the health check and the description of the API. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const isDescription = event.path === `${BASE_PATH}/openapi.json` && event.httpMethod === "GET";
  return isDescription ? answer(200, OPEN_API) : serveHealth(event);
}
