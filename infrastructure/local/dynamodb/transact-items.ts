import { asObject } from "@/infrastructure/local/dynamodb/request";
import { validationError } from "@/infrastructure/local/dynamodb/service-error";

const TRANSACT_ITEMS_MAX = 100;

/** The actions of a transaction: 1 to 100 objects with exactly one member each. */
export function transactItems(request: Record<string, unknown>): Record<string, unknown>[] {
  const { TransactItems } = request;
  if (!Array.isArray(TransactItems)) throw limitError("Member must not be null");
  if (TransactItems.length < 1) {
    throw limitError("Member must have length greater than or equal to 1");
  }
  if (TransactItems.length > TRANSACT_ITEMS_MAX) {
    throw limitError(`Member must have length less than or equal to ${TRANSACT_ITEMS_MAX}`);
  }
  return TransactItems.map((action) => {
    const members = Object.entries(asObject(action)).filter(([, member]) => member !== null);
    if (members.length === 1) return Object.fromEntries(members);
    throw validationError("TransactItems can only contain one of Check, Put, Update or Delete");
  });
}

function limitError(constraint: string) {
  return validationError(
    `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: ${constraint}`,
  );
}
