import { type AnyContractProcedure, isContractProcedure } from "@orpc/contract";
import { contract } from "@/lib/contract/contract";
import type { OperationMeta } from "@/lib/contract/operation";

export interface Operation {
  noun: keyof typeof contract;
  verb: string;
  method: string;
  path: string;
  meta: OperationMeta;
  procedure: AnyContractProcedure;
}

/** Every operation of the contract. */
export const operations = (): Operation[] =>
  Object.entries(contract).flatMap(([noun, verbs]) =>
    Object.entries(verbs).flatMap(([verb, procedure]: [string, unknown]) => {
      if (!isContractProcedure(procedure)) return [];
      const { route, meta } = procedure["~orpc"];
      return [
        {
          noun: noun as keyof typeof contract,
          verb,
          method: route.method ?? "GET",
          path: route.path ?? "/",
          meta: meta as OperationMeta,
          procedure,
        },
      ];
    }),
  );
