import type {
  AnySchema,
  ContractProcedure,
  InferSchemaInput,
  InferSchemaOutput,
} from "@orpc/contract";
import { type AnyRouter, implement } from "@orpc/server";
import { contract } from "@/lib/contract/contract";
import type { OperationMeta } from "@/lib/contract/operation";
import type { Actor, UserActor } from "@/lib/ports/actor";
import type { IdempotencyClaim } from "@/lib/ports/idempotency";

export type Noun = keyof typeof contract;

/** What `serve` hands to every use case of a request. */
export interface Given<Ports extends object> {
  ports: Ports;
  /** Absent for public operations. */
  actor: Actor | undefined;
  claim: IdempotencyClaim | undefined;
}

/** Who asks, as far as an operation's permission decides it. */
type Asking<Meta> =
  Meta extends OperationMeta<infer Access>
    ? Access extends "public"
      ? object
      : Access extends "console"
        ? { actor: Extract<Actor, { kind: "console" }> }
        : { actor: UserActor }
    : never;

type UseCase<Operation, Ports extends object> =
  Operation extends ContractProcedure<
    infer Input extends AnySchema,
    infer Output extends AnySchema,
    infer _Errors,
    infer Meta
  >
    ? (
        context: Ports & Asking<Meta>,
        input: InferSchemaOutput<Input>,
        claim?: IdempotencyClaim,
      ) => Promise<InferSchemaInput<Output>>
    : never;

/** One use case for each operation of a noun, each content with the ports that are given. */
export type UseCases<Of extends Noun, Ports extends object> = {
  [Verb in keyof (typeof contract)[Of]]: UseCase<(typeof contract)[Of][Verb], Ports>;
};

type AnyUseCase = (context: object, input: unknown, claim?: IdempotencyClaim) => Promise<unknown>;

interface Bindable {
  handler(run: (call: { context: Given<object>; input: unknown }) => Promise<unknown>): AnyRouter;
}

/** Bind a noun's operations to its use cases. */
export function implementNoun<Of extends Noun, Ports extends object>(
  noun: Of,
  useCases: UseCases<Of, Ports>,
): AnyRouter {
  // `UseCases` has proved each verb's types against the contract; from here on they are all alike.
  const operations = implement(contract[noun]).$context<Given<object>>() as unknown as Record<
    string,
    Bindable
  >;
  const bound = Object.entries(useCases as unknown as Record<string, AnyUseCase>).map(
    ([verb, useCase]) => [
      verb,
      operations[verb]!.handler(({ context: { ports, actor, claim }, input }) =>
        useCase({ ...ports, actor }, input, claim),
      ),
    ],
  );
  return { [noun]: Object.fromEntries(bound) };
}
