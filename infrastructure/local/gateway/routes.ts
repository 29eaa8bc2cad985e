import type { Resource } from "./proxy-event";

/** Functions by the first segment below `/v1`. */
export type Routes = Readonly<Record<string, string>>;

export interface Route {
  functionName: string;
  resource: Resource;
}

/** `ANY /v1/<segment>` and `ANY /v1/<segment>/{proxy+}`; undefined where no resource is declared. */
export function findRoute(routes: Routes, path: string): Route | undefined {
  const [, version, segment = "", ...rest] = path.split("/");
  const functionName = Object.hasOwn(routes, segment) ? routes[segment] : undefined;
  if (version !== "v1" || functionName === undefined) return undefined;
  const proxy = rest.join("/");
  const resource = `/v1/${segment}`;
  return {
    functionName,
    resource: proxy ? { path: `${resource}/{proxy+}`, proxy } : { path: resource, proxy: null },
  };
}
