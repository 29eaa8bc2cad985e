import type { Endpoint } from "@/lib/contract/endpoints";
import type { EndpointRow } from "@/lib/ports/endpoints";

/** The endpoint as the API shows it: SageMaker's own name stays inside. */
export function presentEndpoint(row: EndpointRow): Endpoint {
  const { id, name, engine, state, failure, createdAt } = row;
  const { instanceType, instanceCount, priceUsdPerHour } = row;
  return {
    id,
    name,
    engine,
    state,
    failure,
    instanceType,
    instanceCount,
    priceUsdPerHour,
    createdAt,
  };
}
