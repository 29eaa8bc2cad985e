import type { Actor } from "./actor";
import type { Compute } from "./compute";
import type { EndpointStore } from "./endpoints";
import type { Clock, Deployment, Ids, Log } from "./environment";
import type { InferenceStore } from "./inferences";
import type { ModelStore } from "./models";
import type { ObjectKeys, ObjectStore } from "./objects";
import type { PasswordHasher, TeamStore } from "./team";

/** Everything outside that use cases can ask for. */
export interface Ports {
  clock: Clock;
  compute: Compute;
  deployment: Deployment;
  endpoints: EndpointStore;
  ids: Ids;
  inferences: InferenceStore;
  log: Log;
  models: ModelStore;
  objectKeys: ObjectKeys;
  objects: ObjectStore;
  passwords: PasswordHasher;
  team: TeamStore;
}

/** What one use case is given: the ports it names and who asks. */
export type Context<Needs extends keyof Ports, Asking extends Actor = Actor> = Pick<
  Ports,
  Needs
> & {
  actor: Asking;
};
