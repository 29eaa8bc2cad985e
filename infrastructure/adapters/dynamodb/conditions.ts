import type { Condition } from "./table";

export const isNew: Condition = { ConditionExpression: "attribute_not_exists(pk)" };

/** The row is still as it was read. */
export const isAtVersion = (version: number) =>
  ({
    ConditionExpression: "version = :version",
    ExpressionAttributeValues: { ":version": version },
  }) satisfies Condition;
