import { modelKeys, uniqueName } from "@/infrastructure/storage/keys";
import type { ModelStore } from "@/lib/ports/models";
import { claimKey, claimWrite, readClaim } from "./claims";
import { isAtVersion, isNew } from "./conditions";
import { listPage } from "./list-page";
import { modelRow } from "./rows/model-row";
import type { Table } from "./table";
import { nameWrite } from "./unique-names";

const OPERATION = "models.create";

export function createModelStore(table: Table, now: () => Date): ModelStore {
  return {
    async create(row, claim) {
      const failed = await table.transact([
        { Put: { TableName: table.name, Item: modelRow.toItem(row), ...isNew } },
        nameWrite(table, "MODEL", row),
        ...(claim ? [claimWrite(table, OPERATION, claim, { id: row.id, now: now() })] : []),
      ]);
      if (!failed) return { outcome: "created" };
      const [, isNameTaken, isClaimTaken] = failed;
      // A repeated request finds its own name taken as well, so the claim is looked at first.
      if (isClaimTaken) return { outcome: "claimed_before" };
      if (isNameTaken) return { outcome: "name_taken" };
      throw new Error(`A model with the fresh id ${row.id} exists already.`);
    },

    async findClaimed(claim) {
      return readClaim(await table.get(claimKey(OPERATION, claim)), now());
    },

    async find(id) {
      const item = await table.get(modelKeys.row(id));
      return item && modelRow.fromItem(item);
    },

    list({ kind, ...request }) {
      const toRow = modelRow.fromItem;
      return kind === undefined
        ? listPage(table, { index: "all", partition: modelKeys.all, toRow }, request)
        : listPage(table, { index: "part", partition: modelKeys.ofKind(kind), toRow }, request);
    },

    async update(row) {
      const next = { ...row, version: row.version + 1 };
      const isWritten = await table.put(modelRow.toItem(next), isAtVersion(row.version));
      return isWritten ? next : undefined;
    },

    async delete(row) {
      const failed = await table.transact([
        {
          Delete: {
            TableName: table.name,
            Key: modelKeys.row(row.id),
            ...isAtVersion(row.version),
          },
        },
        { Delete: { TableName: table.name, Key: uniqueName("MODEL", row.name) } },
      ]);
      return failed === undefined;
    },
  };
}
