/**
 * The parts of dynalite 4.0.0 that the embedded DynamoDB builds on, as read in its source.
 * All of them work synchronously: what they throw stays inside the request that called them.
 * Its `exports.custom` functions add the parsed expressions (`_condition`, `_filter`, ...) to the request.
 */

declare module "dynalite/validations/index.js" {
  interface Validations {
    /** Drops unknown members and throws SerializationException on a wrong JSON type. Mutates `data`. */
    checkTypes(data: object, types: object): object;
    /** Throws ValidationException; parses the expressions of `data` in place. */
    checkValidations(data: object, types: object, custom: unknown, store: object): void;
  }
  const validations: Validations;
  export default validations;
}

declare module "dynalite/validations/*.js" {
  const shape: { types: object; custom?: (data: object, store: object) => string | undefined };
  export default shape;
}

declare module "dynalite/actions/updateItem.js" {
  /** Calls back before it returns if the store it is given calls back synchronously. */
  export default function updateItem(
    store: object,
    request: object,
    done: (error: unknown, response?: { Attributes?: object }) => void,
  ): void;
}

declare module "dynalite/db/index.js" {
  type Item = import("./attribute-value").Item;
  type AttributeValue = import("./attribute-value").AttributeValue;
  type Schema = import("./table").TableDescription;
  type KeySchema = import("./table").KeySchema;

  /** The `validate...` and `check...` functions return the error instead of throwing it. */
  interface Db {
    validateKey(key: Item, table: Schema): Error | null | undefined;
    validateItem(item: Item, table: Schema): Error | null | undefined;
    validateKeyPiece(
      key: Item,
      attribute: string,
      type: string,
      isHash: boolean,
    ): Error | null | undefined;
    validateKeyPaths(nestedPaths: object | undefined, table: Schema): Error | null | undefined;
    checkConditional(request: object, item: Item | undefined): Error | null | undefined;
    /** `<6 hex digits of a hash>/<hash key>/<range key>/`, ordered as DynamoDB orders range keys. */
    createKey(item: Item, table: Schema, keySchema?: KeySchema): string;
    hashPrefix(value: string, type: string): string;
    toRangeStr(value: AttributeValue): string;
    compare(
      operator: string,
      value: AttributeValue | undefined,
      operands: AttributeValue[],
    ): boolean;
    matchesExprFilter(item: Item, expression: object): boolean;
    matchesFilter(item: Item, filter: object, conditionalOperator?: string): boolean;
    mapPaths(paths: unknown[], item: Item): Item;
  }
  const db: Db;
  export default db;
}
