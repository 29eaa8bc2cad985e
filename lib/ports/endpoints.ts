import type { EndpointState } from "@/lib/contract/endpoints";
import type { JobFailure } from "@/lib/contract/jobs";
import type { EngineName } from "@/lib/rules/engines";
import type { Page, PageRequest } from "./page";

export interface EndpointRow {
  id: string;
  version: number;
  name: string;
  engine: EngineName;
  state: EndpointState;
  failure: JobFailure | null;
  sagemakerName: string;
  instanceType: string;
  instanceCount: number;
  priceUsdPerHour: number;
  createdAt: string;
}

export interface EndpointStore {
  /** False when the name is taken. */
  create(row: EndpointRow): Promise<boolean>;
  find(id: string): Promise<EndpointRow | undefined>;
  findByName(name: string): Promise<EndpointRow | undefined>;
  /** Newest first. */
  list(request: PageRequest): Promise<Page<EndpointRow>>;
  /** Replace the row if its version is still `row.version`; undefined when somebody was faster. */
  update(row: EndpointRow): Promise<EndpointRow | undefined>;
}
