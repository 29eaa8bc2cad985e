import type { Endpoint } from "@/lib/contract/endpoints";
import type { EndpointRow } from "@/lib/ports/endpoints";
import type { Context } from "@/lib/ports/ports";
import type { EngineName } from "@/lib/rules/engines";
import { conflict } from "@/lib/rules/refusal";
import { presentEndpoint } from "./present";

export interface CreateEndpointInput {
  name: string;
  engine: EngineName;
  /** Container image that serves the engine contract. */
  image: string;
  instanceType: string;
  instanceCount: number;
  priceUsdPerHour: number;
}

/**
 * Create an endpoint under its name, once: asking again finds the row and makes whatever parts
 * are missing, so a crash in between heals by asking again.
 */
export async function createEndpoint(
  context: Context<"clock" | "compute" | "endpoints" | "ids">,
  input: CreateEndpointInput,
): Promise<Endpoint> {
  const { compute, endpoints } = context;
  const row = (await endpoints.findByName(input.name)) ?? (await writeRow(context, input));
  const { image, instanceType, instanceCount } = input;
  const { sagemakerName } = row;
  await compute.createEndpoint({ sagemakerName, image, instanceType, instanceCount });
  return presentEndpoint(row);
}

async function writeRow(
  { clock, endpoints, ids }: Context<"clock" | "compute" | "endpoints" | "ids">,
  { name, engine, instanceType, instanceCount, priceUsdPerHour }: CreateEndpointInput,
): Promise<EndpointRow> {
  const id = ids.next();
  const row: EndpointRow = {
    id,
    version: 1,
    name,
    engine,
    state: "creating",
    failure: null,
    sagemakerName: `atelier-${id.toLowerCase()}`,
    instanceType,
    instanceCount,
    priceUsdPerHour,
    createdAt: clock.now().toISOString(),
  };
  if (await endpoints.create(row)) return row;
  const faster = await endpoints.findByName(name);
  if (!faster) throw conflict();
  return faster;
}
